using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Benchmarks.Runs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

// turn: validates and applies one turn again and again on a run with a history, in memory; prints each first and median time in milliseconds.
// project DIR: makes a project there. turns DIR N: takes N turns in it and prints the first and the median time in milliseconds, and of each step; many DIR N:
// the same, with the seconds of each 100 turns.
// load DIR: reads a run from its files, whole process; `parse DIR` only parses each line as JSON, which no reader can do without.
RunConfiguration configuration = ConfigurationReader.Read(Encoding.UTF8.GetBytes(Governed.Configuration)).Configuration!;

switch (args)
{
    case ["turn", var rounds]:
        Turn(int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["make", var folder, var entries]:
        Make(folder, int.Parse(entries, CultureInfo.InvariantCulture));
        return 0;
    case ["load", var folder]:
        RunnerInterface runner = new(folder, configuration, TimeProvider.System);
        RunnerResult state = runner.LoadState();
        // The count of accepted turns comes from the history, so it has been read.
        Console.WriteLine($"{state.State!.RunId} {state.State.AcceptedSequence}");
        return 0;
    case ["parse", var folder]:
        int lines = 0;
        foreach (string line in File.ReadLines(Path.Combine(folder, ".agentxchain", "history.jsonl")))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            lines += document.RootElement.ValueKind == JsonValueKind.Object ? 1 : 0;
        }

        Console.WriteLine(lines);
        return 0;
    case ["project", var folder]:
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "agentxchain.json"), Governed.Configuration);
        return 0;
    case ["turns", var folder, var turns]:
        Governed some = new(folder);
        double[] each = some.Take(int.Parse(turns, CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first {each[0]:0.0} median {Governed.Median(each):0.0} most after the first {each.Skip(1).DefaultIfEmpty(each[0]).Max():0.0} | {some.Parts()}"));
        return 0;
    case ["many", var folder, var turns]:
        Governed many = new(folder);
        double[] hundreds = [.. many.Take(int.Parse(turns, CultureInfo.InvariantCulture)).Chunk(100).Select(chunk => chunk.Sum() / 1000)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hundreds.Sum():0.0} s: {string.Join(' ', hundreds.Select(hundred => hundred.ToString("0.00", CultureInfo.InvariantCulture)))} | {many.Parts()}"));
        return 0;
    default:
        Console.Error.WriteLine("usage: turn ROUNDS | make DIR ENTRIES | load DIR | parse DIR | project DIR | turns DIR N | many DIR N");
        return 64;
}

void Turn(int rounds)
{
    List<double> times = [];
    RunState state = Dispatched();
    RunFacts facts = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { History = [.. Enumerable.Range(1, 100).Select(Entry)] };
    byte[] result = Result();
    for (int i = 0; i < rounds; i++)
    {
        long from = Stopwatch.GetTimestamp();
        Ruling ruling = RunMachine.Apply(state, configuration, new AcceptTurn(null, result), facts);
        times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        if (!ruling.IsAllowed)
        {
            throw new InvalidOperationException(ruling.Refusal.Message);
        }
    }

    double first = times[0];
    times.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first {first:0.00} median {times[times.Count / 2]:0.000} p99 {times[times.Count * 99 / 100]:0.000}"));
}

RunState Dispatched()
{
    RunFacts facts = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    RunState state = new();
    foreach (RunCommand command in (RunCommand[])[new InitializeRun("run_0000000000000001"), new AssignTurn("dev", "turn_0000000000000001"), new MoveTurn(null, TurnStatus.Dispatched)])
    {
        state = RunMachine.Apply(state, configuration, command, facts).Change!.State;
    }

    return state;
}

byte[] Result() => Encoding.UTF8.GetBytes($$"""
    {"schema_version":"1.0","run_id":"run_0000000000000001","turn_id":"turn_0000000000000001","role":"dev","runtime_id":"shell","status":"completed",
     "summary":"Implemented the thing","decisions":[{{string.Join(',', Enumerable.Range(1, 10).Select(Decision))}}],
     "objections":[],"files_changed":[{{string.Join(',', Enumerable.Range(1, 50).Select(i => $"\"src/file{i}.cs\""))}}],
     "verification":{"status":"pass","commands":["dotnet test"],"evidence_summary":"ok","machine_evidence":[{"command":"dotnet test","exit_code":0}]},
     "artifact":{"type":"workspace","ref":null},"proposed_next_role":"dev","cost":{"input_tokens":1200,"output_tokens":300,"usd":0.012} }
    """);

string Decision(int number) => $$"""{"id":"DEC-{{number:000}}","category":"scope","statement":"Statement {{number}}","rationale":"Because {{number}}" }""";

HistoryEntry Entry(int number) => new()
{
    TurnId = $"turn_{number + 1000:x16}",
    RunId = "run_0000000000000001",
    Role = "dev",
    Phase = "implementation",
    RuntimeId = "shell",
    Status = "completed",
    Summary = $"Turn {number} did its part of the work and says so at some length, as workers do.",
    Decisions = [new() { Id = $"DEC-{number + 100:000}", Category = "scope", Statement = "A statement of usual length.", Rationale = "A rationale of usual length." }],
    FilesChanged = [.. Enumerable.Range(0, 8).Select(i => $"src/area{number % 40}/file{i}.cs")],
    Verification = new() { Status = VerificationStatus.Pass, Commands = ["dotnet test"] },
    NormalizedVerification = new() { Status = "attested_pass", Reason = "Only the turn says so.", Grade = "attested" },
    Artifact = new() { Type = "workspace" },
    AssignedSequence = number - 1,
    AcceptedSequence = number,
    Cost = new() { InputTokens = 1000, OutputTokens = 200, Usd = 0.01m },
    AcceptedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
};

void Make(string folder, int entries)
{
    Directory.CreateDirectory(Path.Combine(folder, ".agentxchain"));
    File.WriteAllBytes(Path.Combine(folder, ".agentxchain", "state.json"), ProtocolRecords.Write(Dispatched() with { AcceptedSequence = 0 }));
    using FileStream history = File.Create(Path.Combine(folder, ".agentxchain", "history.jsonl"));
    for (int i = 1; i <= entries; i++)
    {
        history.Write(ProtocolRecords.Write(Entry(i)));
        history.WriteByte((byte)'\n');
    }
}
