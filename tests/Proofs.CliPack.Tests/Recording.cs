using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using BrokenProofs;
using Proofs.Packs;
using TestKit;

namespace Proofs.CliPack.Tests;

/// <summary>
/// What the real command did once in each project of the proof: its files, its answers, and the model that was asked. A breakage is done to a copy of it and
/// judged as the proof judges, which is what takes no time. Where the command would have to do something else, it needs a program: see BrokenProgram.
/// </summary>
public sealed class Recording : IAsyncLifetime, IDisposable
{
    private static readonly string[] Stopped = [StoppedRun.Blocked, StoppedRun.Held];

    private readonly TempFolder _recorded = new();
    private readonly Secrets _secrets = new(Secrets.MadeUp(), Secrets.MadeUp());
    private readonly Dictionary<string, Launched> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Launched> _verified = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<int>> _requests = new(StringComparer.Ordinal);
    private ModelProcess? _model;
    private string _root = string.Empty;

    public async Task InitializeAsync()
    {
        using Bench bench = new(null);
        _root = bench.Root;
        _model = await ModelProcess.StartAsync(Bench.Answers(CliAutoApproveProof.Main));
        CliProject project = await bench.ArrangeAsync(CliAutoApproveProof.Main, _model.Address, CancellationToken.None);
        Task<StoppedRun>[] others = [.. Stopped.Select(name => StoppedRun.DriveAsync(bench, name, _secrets.Keys[1], CancellationToken.None))];
        _answers[project.Name] = await project.RunAsync(CliProject.ByItself, _secrets.Keys[0], CancellationToken.None);
        foreach (StoppedRun stopped in await Task.WhenAll(others))
        {
            _answers[stopped.Project.Name] = stopped.Run;
            _requests[stopped.Project.Name] = stopped.Requests;
        }

        Kept.Copy(_root, _recorded.Path);
    }

    /// <summary>Has the proof told of what was recorded, as a broken command would have left it. A journal is noted with its place, so every copy lies at the same one.</summary>
    /// <param name="breakage">What is broken.</param>
    internal async Task<Payload> TellAsync(string breakage)
    {
        Kept.Copy(_recorded.Path, _root);
        Breakage broken = Breakage.All[breakage];
        using Bench bench = new(null, _root, (start, limit, late) => Task.FromResult(Answer(broken, start, limit, late)));
        Payload told = await Story.TellAsync(Surroundings.Begin(CliAutoApproveProof.Name, "loopback", "tests"), CliAutoApproveProof.Says, (story, late) => JudgeAsync(story, bench, late), Run.Limit);
        return _secrets.Hide(told);
    }

    public async Task DisposeAsync() => await _model!.DisposeAsync();

    public void Dispose() => _recorded.Dispose();

    private async Task JudgeAsync(Story story, Bench bench, CancellationToken late)
    {
        CliProject project = Of(bench, CliAutoApproveProof.Main);
        CompletedRun completed = new(story, project, await project.RunAsync(CliProject.ByItself, _secrets.Keys[0], late));
        completed.Tell();
        await completed.JudgeAsync(_model, late);
        CliProject blocked = Of(bench, StoppedRun.Blocked);
        new StoppedRun(blocked, await blocked.RunAsync(CliProject.ByItself, _secrets.Keys[1], late), _requests[blocked.Name]).IsBlocked(story);
        CliProject held = Of(bench, StoppedRun.Held);
        new StoppedRun(held, await held.RunAsync(CliProject.Attended, _secrets.Keys[1], late), _requests[held.Name]).IsHeld(story);
        bench.ClaimKept(story, _secrets);
    }

    private CliProject Of(Bench bench, string name) => new(bench, name, Path.Combine(_root, name));

    /// <summary>What was recorded of a run. What is verified is verified by the real command; the same files, asked for in the same words, only once.</summary>
    private Launched Answer(Breakage broken, ProcessStartInfo start, TimeSpan limit, CancellationToken late)
    {
        start.Environment.TryGetValue(CliAutoApproveProof.KeyVariable, out string? key);
        Place at = new(start.WorkingDirectory, key);
        Answer answer = broken.Do([.. start.ArgumentList.Skip(2)], at, asked => From(at, asked switch
        {
            ["run", ..] => _answers[Path.GetFileName(at.Folder)],
            ["verify", ..] => _verified.GetValueOrDefault(Digest(at, asked)) ?? (_verified[Digest(at, asked)] = Launch.RunAsync(start, limit, late).GetAwaiter().GetResult()),
            _ => throw new InvalidOperationException($"{asked[0]} was not recorded: this breakage needs a program."),
        }));
        return new(answer.Exit, answer.Out, answer.Error, IsLate: false);
    }

    /// <summary>Of what is asked and of all that there is to look at.</summary>
    private static string Digest(Place at, string[] asked)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\0', asked)));
        foreach (string file in Kept.Files(at.Folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{file}\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Answer From(Place at, Launched launched) => new(at, launched.ExitCode, launched.Out, launched.Error);
}
