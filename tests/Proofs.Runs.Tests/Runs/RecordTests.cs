using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;

namespace Proofs.Runs.Tests.Runs;

/// <summary>What is written holds every field that the ecosystem's readers look for.</summary>
public sealed class RecordTests
{
    [Fact]
    public void Fields_of_other_runners_are_kept()
    {
        RunState state = JsonSerializer.Deserialize("""{"status":"active","turn_sequence":2,"active_turns":{"turn_1":{"turn_id":"turn_1","theirs":[1]}},"their_own":{"a":1}}""", ProtocolJson.Default.RunState)!;
        JsonNode written = JsonSerializer.SerializeToNode(state, ProtocolJson.Default.RunState)!;
        Assert.Equal("""{"a":1}""", written["their_own"]!.ToJsonString());
        Assert.Equal("[1]", written["active_turns"]!["turn_1"]!["theirs"]!.ToJsonString());
        Assert.Equal(1, state.ActiveTurns["turn_1"].Attempt);
    }
}
