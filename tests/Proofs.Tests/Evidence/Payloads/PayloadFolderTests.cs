using System.Text;
using System.Text.Json.Nodes;
using Proofs.Evidence.Payloads;
using TestKit;
using TestKit.Payloads;

namespace Proofs.Tests.Evidence.Payloads;

/// <summary>Whatever lies in a folder of payloads is read, refused with a reason, or not waited for.</summary>
public sealed class PayloadFolderTests : IDisposable
{
    private static readonly DateTimeOffset Finished = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_payload_is_read_with_its_digest()
    {
        PayloadSample sample = Sample("api-dispatch", "live");
        sample.Save(_folder.Path);
        PayloadFile file = Assert.Single(PayloadFolder.Read(_folder.Path).Files);
        Assert.Equal(("api-dispatch.live.json", "api-dispatch.live.json", sample.Sha256), (file.Name, file.NameItSays, file.Sha256));
        Assert.Null(file.Problem ?? file.DigestProblem);
        PayloadFacts facts = file.Facts!;
        Assert.Equal((PayloadGrade.Live, "pass", 1, 1, 1L), (facts.EvidenceGrade!.Value, facts.Result, facts.Claims, facts.ClaimsPassed, facts.AttemptsUsed));
        Assert.Equal(new PayloadDispatch("api_proxy", PayloadGrade.Live, "req_1", PayloadSample.Host), Assert.Single(facts.Dispatches));
        Assert.Equal((Finished, new string('a', 40), new string('b', 40), true, "77", 2L), (facts.FinishedAt, facts.Commit, facts.Tree, facts.IsClean!.Value, facts.RunId, facts.RunAttempt!.Value));
    }

    [Fact]
    public void A_folder_that_is_not_there_holds_nothing_and_other_names_do_not_count()
    {
        Assert.Equal((0, null), (PayloadFolder.Read(_folder.In("gone")).Files.Count, PayloadFolder.Read(_folder.In("gone")).Problem));
        File.WriteAllText(_folder.In("notes.txt"), "x");
        File.WriteAllText(_folder.In("x.json.sha256"), "x");
        Assert.Empty(PayloadFolder.Read(_folder.Path).Files);
        Assert.Equal("it is no folder", PayloadFolder.Read(_folder.In("notes.txt")).Problem);
    }

    [Fact]
    public void Links_pipes_folders_and_devices_are_refused_and_not_waited_for()
    {
        Sample("one-turn", "stub").Save(_folder.In("elsewhere"));
        File.CreateSymbolicLink(_folder.In("link.json"), _folder.In("elsewhere", "one-turn.stub.json"));
        File.CreateSymbolicLink(_folder.In("device.json"), "/dev/zero");
        File.CreateSymbolicLink(_folder.In("nowhere.json"), _folder.In("gone"));
        Directory.CreateDirectory(_folder.In("folder.json"));
        Fifo.Create(_folder.In("pipe.json"));
        PayloadReading reading = PayloadFolder.Read(_folder.Path);
        Assert.Equal(5, reading.Files.Count);
        Assert.All(reading.Files, file => Assert.Equal("it is no regular file", file.Problem));
    }

    [Fact]
    public void A_digest_that_is_a_link_a_pipe_too_long_or_of_something_else_is_none()
    {
        string path = Sample("one-turn", "stub").Save(_folder.Path) + ".sha256";
        string right = File.ReadAllText(path);
        foreach (string wrong in new[] { string.Empty, right.ToUpperInvariant(), right.TrimEnd('\n'), right + right, right.Replace("  ", " *", StringComparison.Ordinal), new('a', 5000) })
        {
            File.WriteAllText(path, wrong);
            Assert.NotNull(PayloadFolder.Read(_folder.Path).Files[0].DigestProblem);
        }

        File.WriteAllText(_folder.In("copy"), right);
        File.Delete(path);
        Assert.NotNull(PayloadFolder.Read(_folder.Path).Files[0].DigestProblem);
        File.CreateSymbolicLink(path, _folder.In("copy"));
        Assert.Equal("it is no regular file", PayloadFolder.Read(_folder.Path).Files[0].DigestProblem);
        Fifo.Create(path);
        Assert.Equal("it is no regular file", PayloadFolder.Read(_folder.Path).Files[0].DigestProblem);
    }

    [Fact]
    public void A_file_of_a_gigabyte_that_takes_no_room_is_not_read()
    {
        using (FileStream sparse = new(_folder.In("one-turn.stub.json"), FileMode.CreateNew))
        {
            sparse.SetLength(1L << 30);
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Contains("larger than", Assert.Single(PayloadFolder.Read(_folder.Path).Files).Problem, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 64L << 20);
    }

    [Fact]
    public void A_folder_of_too_many_names_or_payloads_is_not_looked_through()
    {
        for (int i = 0; i <= PayloadFolder.MostPayloads; i++)
        {
            File.WriteAllText(_folder.In($"p{i}.json"), "{}");
        }

        Assert.Equal((0, $"it holds more than {PayloadFolder.MostPayloads} payloads"), (PayloadFolder.Read(_folder.Path).Files.Count, PayloadFolder.Read(_folder.Path).Problem));
        for (int i = 0; i <= PayloadFolder.MostNames; i++)
        {
            File.WriteAllBytes(_folder.In($"n{i}"), []);
        }

        Assert.Equal($"it holds more than {PayloadFolder.MostNames} names", PayloadFolder.Read(_folder.Path).Problem);
    }

    [Fact]
    public void Payloads_that_are_too_large_alone_or_together_are_not_judged_and_the_limit_is_said()
    {
        string padding = new(' ', (int)PayloadFolder.LargestPayload - 2);
        for (int i = 0; i <= PayloadFolder.LargestFolder / PayloadFolder.LargestPayload; i++)
        {
            File.WriteAllText(_folder.In($"p{i:000}.json"), "{}" + padding);
        }

        PayloadReading together = PayloadFolder.Read(_folder.Path);
        Assert.Equal((0, $"its payloads have more than {PayloadFolder.LargestFolder} bytes together"), (together.Files.Count, together.Problem));
        File.Delete(_folder.In("p000.json"));
        Assert.All(PayloadFolder.Read(_folder.Path).Files, file => Assert.Equal("schema is missing", file.Problem));
        File.AppendAllText(_folder.In("p001.json"), " ");
        Assert.Contains($"larger than {PayloadFolder.LargestPayload} bytes", PayloadFolder.Read(_folder.Path).Files[0].Problem, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "", "it is no JSON" },
        { "[]", "it is no object" },
        { "{}", "schema is missing" },
        { "null", "it is no object" },
        { """{"schema":"proofs.gates/v1"}""", "schema cannot be 'proofs.gates/v1'" },
        { """{"schema":"proofs.proof/v1","schema":"proofs.proof/v1"}""", "it is no JSON" },
        { """{"schema":"\ud800"}""", "a text in it is no valid Unicode" },
        { """{"\udc00":1}""", "a text in it is no valid Unicode" },
        { "\ufeff{}", "it is no JSON" },
        { "{} // comment", "it is no JSON" },
        { "{\"a\":" + new string('[', 100_000), "it is no JSON" },
        { "{\"a\":" + new string('[', 70) + new string(']', 70) + "}", "it is no JSON" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_payload_is_told_with_the_reason(string content, string problem)
    {
        File.WriteAllText(_folder.In("x.json"), content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.StartsWith(problem, Assert.Single(PayloadFolder.Read(_folder.Path).Files).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(_folder.In("x.json"), [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        Assert.Equal("it is no UTF-8", Assert.Single(PayloadFolder.Read(_folder.Path).Files).Problem);
    }

    /// <summary>A change to a good payload, as a path to a value and the value; the schema refuses each.</summary>
    public static TheoryData<string, string?, string> Changes => new()
    {
        { "extra", "1", "has no 'extra'" },
        { "proof", "\"One Turn\"", "proof cannot be" },
        { "proof", "null", "proof has a value of the wrong kind" },
        { "grade", "\"best\"", "grade cannot be" },
        { "result", "\"passed\"", "result cannot be" },
        { "evidence_grade", "\"good\"", "evidence_grade cannot be" },
        { "evidence_grade", null, "evidence_grade is missing" },
        { "claims", "{}", "claims has a value of the wrong kind" },
        { "claims", "[1]", "claims[0] must be an object" },
        { "claims", """[{"id":"a","statement":"b","result":"yes","expected":1,"actual":1}]""", "claims[0].result cannot be 'yes'" },
        { "claims", """[{"id":"a","statement":"b","result":"pass","expected":1}]""", "claims[0].actual is missing" },
        { "dispatches", """[{"worker":"x","evidence_grade":"live","request_id":"r"}]""", "dispatches[0].endpoint_host is missing" },
        { "dispatches", """[{"worker":"x","evidence_grade":"gold","request_id":"r","endpoint_host":"h"}]""", "dispatches[0].evidence_grade cannot be" },
        { "dispatches", """[{"worker":null,"evidence_grade":"live","request_id":"r","endpoint_host":"h"}]""", "dispatches[0].worker must be a text" },
        { "attempts_used", "1.5", "attempts_used must be a whole number" },
        { "attempts_used", "-1", "attempts_used must be a whole number" },
        { "attempts_used", "9999999999999999999999", "attempts_used must be a whole number" },
        { "attempt_history", """[{"number":1,"result":"good","stop_reason":null,"retryable":false,"root_cause":null}]""", "attempt_history[0].result cannot be" },
        { "timings", """{"started_at":"2026-01-01T00:00:00","finished_at":"2026-01-01T00:00:00Z","duration_ms":1}""", "timings.started_at must be a time" },
        { "timings", """{"started_at":"2026-01-01T00:00:00Z","finished_at":"yesterday","duration_ms":1}""", "timings.finished_at must be a time" },
        { "timings", """{"started_at":"2026-01-01T00:00:00Z","finished_at":"2026-01-01T00:00:00Z","duration_ms":-1}""", "timings.duration_ms must be" },
        { "code", """{"head":"HEAD","tree":null,"is_clean":true}""", "code.head must be a full id" },
        { "code", """{"head":null,"tree":null,"is_clean":"yes"}""", "code.is_clean must be" },
        { "ci", """{"repository":null,"workflow":null,"run_id":null,"run_attempt":1,"sha":null}""", "ci.run_id must be a text" },
        { "attempt_history", """[{"number":1,"result":"pass","stop_reason":null,"retryable":null,"root_cause":null}]""", "attempt_history[0].retryable must be true or false" },
        { "cli_exit_status", "0.5", "cli_exit_status must be a whole number" },
        { "artifacts", "{}", "artifacts.state is missing" },
        { "artifacts", """{"state":{"status":1}}""", "artifacts.state.status must be a text or null" },
        { "root_cause", """{"code":"x","message":1,"next":"n"}""", "root_cause.message must be" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_payload_with_one_wrong_value_is_none(string key, string? value, string problem)
    {
        PayloadSample sample = Sample("one-turn", "stub");
        if (value is null)
        {
            sample.Document.Remove(key);
        }
        else
        {
            sample.Document[key] = JsonNode.Parse(value);
        }

        PayloadException wrong = Assert.Throws<PayloadException>(() => PayloadReader.Read(sample.ToBytes()));
        Assert.Contains(problem, wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>What two claims compare and whether it is the same.</summary>
    public static TheoryData<string, string, bool> Compared => new()
    {
        { "true", "true", true },
        { "1", "1.0", true },
        { """{"a":1,"b":[2]}""", """{"b":[2],"a":1}""", true },
        { "null", "null", true },
        { "true", "\"true\"", false },
        { "1", "2", false },
        { "[1,2]", "[2,1]", false },
        { "true", "null", false },
    };

    [Theory]
    [MemberData(nameof(Compared))]
    public void What_a_claim_expected_is_compared_with_what_it_saw_as_json(string expected, string actual, bool isSame)
    {
        PayloadFacts facts = PayloadReader.Read(Sample("one-turn", "stub").With(document =>
        {
            document["claims"]![0]!["expected"] = JsonNode.Parse(expected);
            document["claims"]![0]!["actual"] = JsonNode.Parse(actual);
        }).ToBytes());
        Assert.Equal(isSame ? null : "run.completed", facts.ClaimUnlikeItsResult);
        Assert.Null(facts.ClaimTwice);
    }

    [Fact]
    public void What_a_payload_says_of_its_command_its_run_and_its_attempts_is_read()
    {
        PayloadFacts facts = PayloadReader.Read(Sample("one-turn", "stub").With(document =>
        {
            document["claims"]!.AsArray().Add(document["claims"]![0]!.DeepClone());
            document["cli_exit_status"] = 3;
            document["artifacts"] = JsonNode.Parse("""{"state":{"status":"blocked","phase":null,"run_id":null,"sha256":null}}""");
            document["attempt_history"]!.AsArray().Insert(0, JsonNode.Parse("""{"number":1,"result":"fail","stop_reason":null,"retryable":true,"root_cause":null}"""));
        }).ToBytes());
        Assert.Equal(("run.completed", 3L, "completed", "blocked", "acme/app"), (facts.ClaimTwice, facts.CliExitStatus!.Value, facts.StopReason, facts.StateStatus, facts.Repository));
        Assert.Equal([new("fail", true), new("pass", false)], facts.Attempts);
    }

    public void Dispose() => _folder.Dispose();

    private static PayloadSample Sample(string proof, string grade) => PayloadSample.Passing(proof, grade, new('a', 40), new('b', 40), Finished);
}
