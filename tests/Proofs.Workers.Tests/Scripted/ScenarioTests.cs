using System.Text;
using Proofs.Workers.Scripted;

namespace Proofs.Workers.Tests.Scripted;

public sealed class ScenarioTests
{
    [Theory]
    [InlineData("", "no JSON that can be read")]
    [InlineData("[]", "A scenario is an object")]
    [InlineData("""{"schema":"proofs.scenario/v2","turns":[{"role":"pm","result":{}}]}""", "A scenario is an object")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[]}""", "not empty")]
    [InlineData("""{"schema":"proofs.scenario/v1","schema":"proofs.scenario/v1","turns":[{"role":"pm","result":{}}]}""", "no JSON that can be read")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[7]}""", "turns[0] is no object")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","result":{}},{"role":7,"result":{}}]}""", "turns[1] is no object")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","result":{},"rol":1}]}""", "turns[0].rol is no key")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","phase":1,"result":{}}]}""", "turns[0].phase")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","attempt":0,"result":{}}]}""", "turns[0].attempt")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","delay_ms":-1,"result":{}}]}""", "turns[0].delay_ms")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","files":{"a":1},"result":{}}]}""", "turns[0].files")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm"}]}""", "\"result\" or \"failure\"")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","result":{},"failure":{"class":"x","reason":"y"}}]}""", "not both")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","result":[]}]}""", "turns[0].result")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","failure":{"class":"x"}}]}""", "turns[0].failure")]
    [InlineData("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","failure":{"class":"x","reason":"y","retryable":"no"}}]}""", "turns[0].failure")]
    public void What_is_wrong_is_told_with_its_place(string json, string told)
    {
        Assert.Null(Scenario.Read(Encoding.UTF8.GetBytes(json), out string? problem));
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_can_be_played_has_no_problem()
    {
        Assert.NotNull(Scenario.Read("""{"schema":"proofs.scenario/v1","turns":[{"role":"pm","phase":"p","attempt":1,"delay_ms":0,"files":{"a":"b","c":null},"result":{}},{"role":"pm","failure":{"class":"x","reason":"y","retryable":false}}]}"""u8, out string? problem));
        Assert.Null(problem);
    }
}
