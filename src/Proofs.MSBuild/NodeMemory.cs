using Microsoft.Build.Framework;
using Proofs.Gates;

namespace Proofs.MSBuild;

/// <summary>
/// What this node has concluded in this build: for all projects of a repository it is one question, because which commits it is about does not
/// change while they are built.
/// </summary>
internal sealed class NodeMemory
{
    private readonly IBuildEngine4? _engine;
    private readonly string? _key;

    /// <param name="engine">The build.</param>
    /// <param name="request">What is asked.</param>
    internal NodeMemory(IBuildEngine? engine, GatesRequest request)
    {
        _engine = engine as IBuildEngine4;
        _key = WorkTreeOf(request.RepositoryPath) is { } workTree ? $"Proofs.MSBuild {GateRunner.Describe(request with { RepositoryPath = workTree })}" : null;
    }

    /// <summary>What has been told, or null.</summary>
    internal Told? Recall() => _key is null ? null : _engine?.GetRegisteredTaskObject(_key, RegisteredTaskObjectLifetime.Build) as Told;

    /// <summary>Remembers until the build ends.</summary>
    internal void Remember(Told told)
    {
        if (_key is not null)
        {
            _engine?.RegisterTaskObject(_key, told, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }
    }

    /// <summary>Whether this node says something for the first time in this build; thirty projects need not say it thirty times.</summary>
    internal static bool IsFirst(IBuildEngine? engine, string text)
    {
        string key = $"Proofs.MSBuild said: {text}";
        if (engine is not IBuildEngine4 known)
        {
            return true;
        }

        bool isFirst = known.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is null;
        known.RegisterTaskObject(key, key, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return isFirst;
    }

    /// <summary>The nearest folder that a repository begins in; null where a link leads elsewhere, and then nothing is remembered.</summary>
    internal static string? WorkTreeOf(string path)
    {
        for (string? folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
            {
                return null;
            }

            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return folder;
            }
        }

        return null;
    }
}
