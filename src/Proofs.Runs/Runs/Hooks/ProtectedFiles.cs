using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>What putting files back came to.</summary>
/// <param name="Changed">The files that had been changed, made or removed, relative to the project.</param>
/// <param name="Failures">Why some of them are not as they were.</param>
internal sealed record Restoration(IReadOnlyList<string> Changed, IReadOnlyList<string> Failures);

/// <summary>
/// The files that no hook may change, as they were: the configuration, the gates' policy, the programs of the project that the configuration names,
/// everything under <c>.agentxchain</c>, and of one turn the bundle and what was handed in. Other turns are at work meanwhile, so that what is theirs
/// (dispatch/turns, staging, proposed, reviews), the locks and installed plugins are left alone.
/// </summary>
internal sealed class ProtectedFiles
{
    private const int Passes = 3;

    private static readonly string[] Open = ["dispatch/turns", "staging", "proposed", "reviews", "locks", "plugins"];

    private readonly string _root;
    private readonly string[] _named;
    private readonly Dictionary<string, FileFact> _before = new(StringComparer.Ordinal);

    internal ProtectedFiles(string root, RunConfiguration configuration, string? turnId)
    {
        _root = root;
        IEnumerable<string> programs = configuration.Hooks.Values.SelectMany(hooks => hooks).SelectMany(hook => hook.Command)
            .Concat(configuration.Verification.Commands.SelectMany(command => command))
            .Select(Inside).OfType<string>().Where(path => File.Exists(Path.Combine(root, path)));
        IEnumerable<string> ofTurn = RunPaths.IsId(turnId) ? [.. Below(RunPaths.Bundle(turnId!), []), .. Below(RunPaths.Staging(turnId!), [])] : [];
        _named = [.. ((string[])[RunPaths.Configuration, ".github/proofs.yml", .. programs, .. ofTurn]).Distinct(StringComparer.Ordinal)];
        Refresh([.. Paths()]);
    }

    /// <summary>Takes note of what was changed by somebody who may.</summary>
    internal void Refresh(params IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            FileFact fact = FileFact.Of(_root, path);
            if (fact.Kind == FileFact.Missing.Kind)
            {
                _before.Remove(path);
            }
            else
            {
                _before[path] = fact;
            }
        }
    }

    /// <summary>Puts back what was changed. Once is not enough where something stands in the way of something else.</summary>
    internal Restoration Restore()
    {
        SortedSet<string> changed = new(StringComparer.Ordinal);
        List<string> failures = [];
        for (int pass = 0; pass < Passes && Differing() is { Count: > 0 } differing; pass++)
        {
            changed.UnionWith(differing);
            failures.Clear();
            foreach (string path in differing)
            {
                try
                {
                    _before.GetValueOrDefault(path, FileFact.Missing).Put(_root, path);
                }
                catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
                {
                    // Its folder may be in a state that the next pass mends; if not, it is told.
                    failures.Add($"{path}: {failed.Message}");
                }
            }
        }

        return new([.. changed], changed.Count > 0 && failures.Count == 0 ? [.. Differing().Select(path => $"{path} is not as it was: look at it, and take it away if it was not there.")] : failures);
    }

    private IReadOnlyList<string> Differing() => [.. _before.Keys.Concat(Paths()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Where(path => _before.GetValueOrDefault(path, FileFact.Missing) is var before && !FileFact.Of(_root, path, before).IsSame(before))];

    private IEnumerable<string> Paths() => _named.Concat(Below(RunPaths.Folder, Open));

    /// <summary>What is in a folder and the folders below, but for those that are open; a link is told and not followed.</summary>
    private IReadOnlyList<string> Below(string folder, IReadOnlyList<string> open)
    {
        List<string> paths = [];
        Queue<string> folders = new([folder]);
        while (folders.TryDequeue(out string? at))
        {
            DirectoryInfo directory = new(Path.Combine(_root, at));
            if (directory.LinkTarget is not null)
            {
                paths.Add(at);
            }
            else if (directory.Exists && !open.Any(each => at == $"{folder}/{each}"))
            {
                try
                {
                    foreach (FileSystemInfo entry in directory.EnumerateFileSystemInfos())
                    {
                        (entry is DirectoryInfo ? folders.Enqueue : (Action<string>)paths.Add)($"{at}/{entry.Name}");
                    }
                }
                catch (UnauthorizedAccessException)
                {
                    // Nobody but a hook makes a folder of the run unreadable, and putting it back makes it readable again.
                    paths.Add(at);
                }
            }
        }

        return paths;
    }

    private static string? Inside(string argument) => ProjectPath.TryNormalize(argument, out string path) ? path : null;
}
