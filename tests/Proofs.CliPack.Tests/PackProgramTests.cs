using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Packs;
using TestKit;

namespace Proofs.CliPack.Tests;

/// <summary>The pack as a program, with variables of its own.</summary>
public sealed class PackProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Without_a_key_the_live_proof_is_skipped_and_says_which_variable_is_missing()
    {
        Launched pack = await RunAsync(["cli-auto-approve", "--grade", "live"]);
        JsonNode payload = Payload("live");
        Assert.Equal((2, "skip", 0), (pack.ExitCode, (string?)payload["result"], (int)payload["attempts_used"]!));
        Assert.Contains("ANTHROPIC_API_KEY", (string?)payload["skip_reason"], StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_API_KEY", pack.Out, StringComparison.Ordinal);
        Assert.All(payload["claims"]!.AsArray(), claim => Assert.Equal("not_evaluated", (string?)claim!["result"]));
    }

    [Fact]
    public async Task A_live_proof_that_is_required_may_not_be_skipped()
    {
        Launched pack = await RunAsync(["cli-auto-approve", "--grade", "live"], ("PROOFS_REQUIRE", "cli-auto-approve=live"));
        Assert.Equal((1, "fail", "required_proof_skipped"), (pack.ExitCode, (string?)Payload("live")["result"], (string?)Payload("live")["root_cause"]!["code"]));
    }

    [Fact]
    public async Task A_pass_of_an_earlier_run_does_not_outlive_a_failure()
    {
        Directory.CreateDirectory(_folder.In("output", "kept", "cli-auto-approve.loopback"));
        File.WriteAllText(_folder.In("output", "cli-auto-approve.loopback.json"), """{"result":"pass"}""");
        File.WriteAllText(_folder.In("output", "cli-auto-approve.loopback.json.sha256"), "0");
        Launched pack = await RunAsync(["cli-auto-approve"], ("PROOFS_PROGRAM", "/bin/true"));
        Assert.Equal((1, "fail"), (pack.ExitCode, (string?)Payload("loopback")["result"]));
        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.In("output", "cli-auto-approve.loopback.json"))));
        Assert.Equal($"{digest}  cli-auto-approve.loopback.json\n", File.ReadAllText(_folder.In("output", "cli-auto-approve.loopback.json.sha256")));
        Assert.False(Directory.Exists(_folder.In("output", "kept", "cli-auto-approve.loopback")));
    }

    [Fact]
    public async Task A_wrapped_command_that_breaks_nothing_passes_and_what_was_done_is_kept_where_it_is_asked_for()
    {
        using BrokenProgram program = new("nothing");
        Launched pack = await RunAsync(["cli-auto-approve", "--grade", "loopback"], ("PROOFS_KEEP", "true"), ("PROOFS_PROGRAM", program.Path));
        Assert.Equal((0, "kept/cli-auto-approve.loopback"), (pack.ExitCode, (string?)Payload("loopback")["kept_at"]));
        Packs.Payload told = JsonSerializer.Deserialize(File.ReadAllBytes(_folder.In("output", "cli-auto-approve.loopback.json")), PayloadJson.Default.Payload)!;
        PayloadTests.Verify(told with { KeptAt = null }, "Cli_auto_approve_that_passes");
        string kept = _folder.In("output", "kept", "cli-auto-approve.loopback");
        string export = (string)Payload("loopback")["artifacts"]!["reports"]!["export_path"]!;
        Assert.Equal((string?)Payload("loopback")["artifacts"]!["reports"]!["export_sha256"], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(kept, export)))));
    }

    [Fact]
    public async Task A_run_that_has_written_its_key_down_turns_that_claim_red_and_is_not_kept()
    {
        using BrokenProgram broken = new("writes-its-key-down");
        Launched pack = await RunAsync(["cli-auto-approve"], ("PROOFS_KEEP", "true"), ("PROOFS_PROGRAM", broken.Path));
        Assert.Equal((1, null), (pack.ExitCode, (string?)Payload("loopback")["kept_at"]));
        Assert.All(Payload("loopback")["claims"]!.AsArray(), claim => Assert.Equal((string?)claim!["id"] == "key.kept" ? "fail" : "pass", (string?)claim["result"]));
        Assert.False(Directory.Exists(_folder.In("output", "kept", "cli-auto-approve.loopback")));
    }

    [Theory]
    [InlineData]
    [InlineData("no-such-proof")]
    [InlineData("cli-auto-approve", "--grade", "stub")]
    [InlineData("cli-auto-approve", "live")]
    public async Task What_is_no_proof_of_the_pack_is_refused(params string[] arguments)
    {
        Launched pack = await RunAsync(arguments);
        Assert.Equal(64, pack.ExitCode);
        Assert.Contains("cli-auto-approve --grade live", pack.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("output")));
    }

    [Fact]
    public async Task A_payload_that_cannot_be_written_is_no_pass()
    {
        File.WriteAllText(_folder.In("output"), string.Empty);
        Launched pack = await RunAsync(["cli-auto-approve", "--grade", "live"]);
        Assert.Equal(1, pack.ExitCode);
        Assert.Contains("cannot be written", pack.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private JsonNode Payload(string grade) => JsonNode.Parse(File.ReadAllText(_folder.In("output", $"cli-auto-approve.{grade}.json")))!;

    private Task<Launched> RunAsync(string[] arguments, params (string Name, string Value)[] variables)
    {
        string pack = typeof(PackProgramTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == "Proofs.CliPack").Value!;
        Dictionary<string, string> environment = variables.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);
        environment["PROOFS_OUTPUT"] = _folder.In("output");
        return Launch.RunAsync(Launch.Start(pack, arguments, _folder.Path, environment), TestKit.Run.Limit);
    }
}
