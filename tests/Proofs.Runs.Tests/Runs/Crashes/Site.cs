using System.Diagnostics;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>A project that processes work on and are ended in.</summary>
internal sealed class Site : IDisposable
{
    private const string Configuration = """
        {
          "schema_version": "1.0",
          "project": { "id": "site", "name": "Site" },
          "roles": { "dev": { "title": "Dev", "mandate": "Build", "write_authority": "authoritative", "runtime": "desk" } },
          "runtimes": { "desk": { "type": "manual" } },
          "routing": { "implementation": { "entry_role": "dev", "allowed_next_roles": ["dev", "human"] } },
          "workflow_kit": {}
        }
        """;

    private readonly TempFolder _folder = new();

    /// <param name="root">Where the project is to be; null for a folder of its own.</param>
    internal Site(string? root = null)
    {
        Root = root ?? Path.Combine(_folder.Path, "project");
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "agentxchain.json"), Configuration);
    }

    internal string Root { get; }

    private string Anchors => Path.Combine(_folder.Path, "anchors");

    internal RunnerInterface Runner(Action<string>? fault = null) =>
        new(Root, ConfigurationReader.Read(File.ReadAllBytes(Path.Combine(Root, "agentxchain.json"))).Configuration!, TimeProvider.System, new() { Anchors = Anchors, Fault = fault });

    internal static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Site).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return Process.Start(start)!;
    }

    /// <summary>Lets a process work until it ends.</summary>
    /// <param name="told">Takes the turns that it says were accepted.</param>
    /// <param name="turns">How many turns it takes.</param>
    /// <param name="step">Where it ends itself, or null.</param>
    internal (int Exit, string Error) Work(List<string> told, int turns, string? step = null)
    {
        string count = turns.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process process = step is null ? Start("work", Root, count) : Start("work", Root, count, step);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Tell(told, process.StandardOutput.ReadToEnd());
        Assert.True(process.WaitForExit(Run.Limit));
        return (process.ExitCode, error.Result);
    }

    /// <summary>Ends a process a while after it has accepted its first turn.</summary>
    internal async Task EndAfterAsync(List<string> told, TimeSpan after)
    {
        using Process process = Start("work", Root, "100000");
        Task<string> error = process.StandardError.ReadToEndAsync();
        string? first = await process.StandardOutput.ReadLineAsync();
        if (first is null)
        {
            Assert.Fail(await error);
        }

        await Task.Delay(after);
        process.Kill();
        Tell(told, first + "\n" + await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
    }

    /// <summary>What was told to be accepted is there, once each and in order; the chain holds, and its commands lead to the records.</summary>
    internal void Check(IReadOnlyList<string> told)
    {
        RunnerInterface runner = Runner();
        RunnerResult loaded = runner.LoadState();
        Assert.True(loaded.Ok, loaded.Refusal?.Message);
        IReadOnlyList<HistoryEntry> history = ProtocolRecords.ReadHistory(File.ReadAllBytes(Path.Combine(Root, ".agentxchain", "history.jsonl")), out Problem? unreadable);
        Assert.Null(unreadable);
        Assert.Equal(Enumerable.Range(1, history.Count), history.Select(entry => entry.AcceptedSequence));
        Assert.Equal(history.Count, history.Select(entry => entry.TurnId).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(told.Except(history.Select(entry => entry.TurnId), StringComparer.Ordinal));
        string[] ledger = File.ReadAllLines(Path.Combine(Root, ".agentxchain", "decision-ledger.jsonl"));
        Assert.Equal(history.Count, ledger.Length);
        Assert.Equal(history.Count, File.ReadLines(Path.Combine(Root, ".agentxchain", "events.jsonl")).Count(line => line.Contains("\"turn_accepted\"", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, ".agentxchain", "transactions"), "*", SearchOption.AllDirectories));
        RunVerification verification = runner.Verify(Anchors);
        Assert.True(verification.Holds, string.Join("\n", verification.Problems.Select(problem => problem.Message)));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Whole lines only: the last one may have been cut off with the process.</summary>
    private static void Tell(List<string> told, string output) => told.AddRange(output.Split('\n')[..^1].Where(line => line.Length > 0));
}
