using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Verdicts;
using Proofs.Workers.Hooks;

namespace Proofs.Cli.Run;

/// <summary>The project that a folder belongs to, opened as every command of runs opens it: with anchors, and with hooks that are asked over HTTP.</summary>
internal sealed class OpenedProject : IDisposable
{
    private readonly HttpHookTransport _http = new(TimeProvider.System);
    private readonly RunnerContext _context;

    private OpenedProject(string folder, string? anchors)
    {
        Anchors = anchors ?? RunAnchor.DefaultFolder();
        _context = RunnerInterface.LoadContext(folder, TimeProvider.System, new() { Anchors = Anchors, HookTransports = [_http] });
    }

    /// <summary>Where journals' heads are noted.</summary>
    internal string Anchors { get; }

    internal RunnerInterface Runner => _context.Runner!;

    /// <summary>What to know about the configuration.</summary>
    internal IEnumerable<string> Warnings => _context.UnknownKeys.Select(key => $"agentxchain.json: nothing reads {key}.");

    /// <summary>Opens the project, or tells why that cannot be.</summary>
    /// <param name="folder">A folder of it.</param>
    /// <param name="refusal">Why not, or null.</param>
    /// <param name="anchors">Where journals' heads are noted; null for where they usually are.</param>
    internal static OpenedProject? Open(string folder, out Refusal? refusal, string? anchors = null)
    {
        OpenedProject project = new(folder, anchors);
        if (project._context.Runner is not null)
        {
            refusal = null;
            return project;
        }

        Problem first = project._context.Problems[0];
        string more = project._context.Problems.Count > 1 ? $" (and {project._context.Problems.Count - 1} more)" : string.Empty;
        refusal = first.ToRefusal() with { Message = first.Message + more };
        project.Dispose();
        return null;
    }

    public void Dispose() => _http.Dispose();
}
