using Microsoft.Build.Framework;
using Proofs.Evidence;
using Proofs.Gates;

namespace Proofs.MSBuild;

/// <summary>
/// What has been judged already: in this node of this build, or, outside of CI, by an earlier build of which a stamp tells that it passed. Only
/// a pass is stamped; whatever else comes of it is told anew by every build.
/// </summary>
internal sealed class Remembered
{
    private readonly IBuildEngine4? _engine;
    private readonly string? _key;
    private readonly string? _stampFile;
    private readonly string? _identity;

    /// <summary>Looks.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="stampFile">The stamp, or null when none is trusted.</param>
    /// <param name="cancellation">Ends it.</param>
    internal Remembered(IBuildEngine4? engine, GatesRequest request, string? stampFile, CancellationToken cancellation)
    {
        (_engine, _stampFile) = (engine, stampFile);
        // For all projects of a repository it is one question; which commits it is about does not change while they are built.
        if (WorkTreeOf(request.RepositoryPath) is { } workTree)
        {
            _key = $"Proofs.MSBuild {GateRunner.Describe(request with { RepositoryPath = workTree })}";
            if (engine?.GetRegisteredTaskObject(_key, RegisteredTaskObjectLifetime.Build) is string passed)
            {
                IsKnown = true;
                _identity = passed;
                Stamp(passed.Length > 0);
                return;
            }
        }

        if (stampFile is not null)
        {
            _identity = GateRunner.Identify(request, cancellation);
            IsKnown = IsStamped();
            if (IsKnown)
            {
                Remember(hasPassed: true);
            }
        }
    }

    /// <summary>Whether there is nothing left to do.</summary>
    internal bool IsKnown { get; }

    /// <summary>Remembers for the rest of the build, and a pass beyond it.</summary>
    internal void Remember(bool hasPassed)
    {
        if (_key is not null)
        {
            _engine?.RegisterTaskObject(_key, hasPassed ? _identity ?? string.Empty : string.Empty, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }

        Stamp(hasPassed);
    }

    /// <summary>The nearest folder that a repository begins in; git itself decides later what it is worth.</summary>
    private static string? WorkTreeOf(string path)
    {
        for (string? folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return folder;
            }
        }

        return null;
    }

    private bool IsStamped()
    {
        try
        {
            return _stampFile is not null && _identity is not null && new FileInfo(_stampFile) is { Exists: true } file && file.Length == _identity.Length && File.ReadAllText(_stampFile) == _identity;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A stamp that cannot be read is none.
            return false;
        }
    }

    private void Stamp(bool hasPassed)
    {
        if (_stampFile is null || (hasPassed && (_identity is null || IsStamped())))
        {
            return;
        }

        try
        {
            if (!hasPassed)
            {
                File.Delete(_stampFile);
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_stampFile))!);
            AtomicFile.Write(_stampFile, System.Text.Encoding.ASCII.GetBytes(_identity!));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // Without a stamp the next build judges again.
        }
    }
}
