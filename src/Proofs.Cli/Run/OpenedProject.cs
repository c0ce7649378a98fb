using System.Globalization;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Verdicts;
using Proofs.Workers.Hooks;

namespace Proofs.Cli.Run;

/// <summary>The project that a folder belongs to, opened as every command of runs opens it: with anchors, and with hooks that are asked over HTTP.</summary>
internal sealed class OpenedProject : IDisposable
{
    /// <summary>As many problems of a configuration are told; the others are often the same once more.</summary>
    private const int Told = 3;

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
        int left = project._context.Problems.Count - Told;
        string[] all =
        [
            .. project._context.Problems.Take(Told).Select(problem => problem.Message.TrimEnd('.') + "."),
            .. left > 0 ? [string.Create(CultureInfo.InvariantCulture, $"And {left} more.")] : Array.Empty<string>(),
            // A name that is written otherwise than it is read is most likely what the problems come of.
            .. project._context.UnknownKeys.Count > 0 ? [$"Nothing reads {string.Join(", ", project._context.UnknownKeys.Take(Told))}."] : Array.Empty<string>(),
        ];
        refusal = first.ToRefusal() with { Message = string.Join(' ', all) };
        project.Dispose();
        return null;
    }

    public void Dispose() => _http.Dispose();
}
