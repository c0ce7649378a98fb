using System.Text;
using System.Text.Json.Nodes;
using TestKit;

namespace Proofs.Cli.Tests.Conformance;

/// <summary>What the public corpus expects, the product does, and not because it knows the fixture.</summary>
public sealed class CorpusTests
{
    [SkippableFact]
    public void Every_fixture_holds_when_it_is_graded_blind() => Holds(Corpus.Implemented);

    [SkippableFact]
    public void Every_fixture_holds_under_other_names() => Holds([.. Corpus.Implemented.Select(Grader.Renamed)]);

    [SkippableFact]
    public void Under_other_names_it_is_another_text()
    {
        IReadOnlyList<JsonObject> fixtures = Corpus.Implemented;
        int[] changed = [.. fixtures.Select((fixture, i) => (fixture, i)).Where(pair => Grader.Renamed(pair.fixture).ToJsonString() != pair.fixture.ToJsonString()).Select(pair => pair.i)];
        Assert.True(changed.Length > fixtures.Count * 3 / 4, $"{changed.Length} of {fixtures.Count}");
    }

    [SkippableFact]
    public void The_grader_sees_an_answer_that_belongs_to_another_fixture()
    {
        IReadOnlyList<JsonObject> fixtures = Corpus.Implemented;
        IReadOnlyList<JsonObject> answers = Grader.Ask(fixtures.Select(Grader.Blind));
        int wrong = fixtures.Select((fixture, i) => Grader.Wrong(fixture["expected"], answers[(i + 17) % answers.Count]["actual"])).Count(each => each is not null);
        Assert.True(wrong > fixtures.Count * 9 / 10, $"Only {wrong} of {fixtures.Count} answers of others were refused.");
    }

    [SkippableFact]
    public void What_is_not_implemented_says_so()
    {
        IReadOnlyList<JsonObject> answers = Grader.Ask(Corpus.NotImplemented);
        Assert.All(answers, answer => Assert.Equal(("not_implemented", null), ((string?)answer["status"], (string?)answer["actual"])));
    }

    [SkippableFact]
    public void One_fixture_per_process_gets_the_same_answer_and_the_published_exit_codes()
    {
        JsonObject fixture = Corpus.Implemented[0];
        JsonObject wrong = fixture.DeepClone().AsObject();
        wrong["expected"] = new JsonObject { ["result"] = "another" };
        JsonObject unknown = fixture.DeepClone().AsObject();
        unknown["input"]!["operation"] = "fly";
        foreach ((string input, int exit, string status) in ((string, int, string)[])[(fixture.ToJsonString(), 0, "pass"), (wrong.ToJsonString(), 1, "fail"), ("{", 2, "error"), (unknown.ToJsonString(), 3, "not_implemented")])
        {
            RunResult answered = TestKit.Run.Program(Cli.Executable, ["conformance", "adapter"], input: Encoding.UTF8.GetBytes(input + "\n"));
            Assert.Equal((exit, status), (answered.ExitCode, (string?)JsonNode.Parse(answered.Out)!["status"]));
        }
    }

    private static void Holds(IReadOnlyList<JsonObject> fixtures)
    {
        Assert.True(fixtures.Count >= 50, $"Only {fixtures.Count} fixtures.");
        IReadOnlyList<JsonObject> answers = Grader.Ask(fixtures.Select(Grader.Blind));
        Assert.Equal(fixtures.Count, answers.Count);
        string[] wrong = [.. from pair in fixtures.Zip(answers)
                             let difference = Grader.Wrong(pair.First["expected"], pair.Second["actual"])
                             where difference is not null
                             select $"{pair.First["fixture_id"]}: {difference} ({pair.Second["message"]})"];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }
}
