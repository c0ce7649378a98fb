using Microsoft.Build.Framework;
using Proofs.Evidence;

namespace Proofs.MSBuild;

/// <summary>
/// What has been judged already: in this node of this build, or, outside of CI, by an earlier build of which a stamp tells that it passed. Only
/// a pass is stamped; whatever else comes of it is told anew by every build.
/// </summary>
internal sealed class Remembered
{
    private readonly IBuildEngine4? _engine;
    private readonly string? _identity;
    private readonly string? _stampFile;

    /// <summary>Looks.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="identity">What is asked of which commits, or null when nobody can tell.</param>
    /// <param name="stampFile">The stamp, or null when none is trusted.</param>
    internal Remembered(IBuildEngine4? engine, string? identity, string? stampFile)
    {
        (_engine, _identity, _stampFile) = (engine, identity, stampFile);
        if (identity is null)
        {
            return;
        }

        if (engine?.GetRegisteredTaskObject(Key, RegisteredTaskObjectLifetime.Build) is bool passed)
        {
            IsKnown = true;
            Stamp(passed);
        }
        else if (IsStamped())
        {
            Remember(hasPassed: true);
            IsKnown = true;
        }
    }

    /// <summary>Whether there is nothing left to do.</summary>
    internal bool IsKnown { get; }

    private string Key => $"Proofs.MSBuild {_identity}";

    /// <summary>Remembers for the rest of the build, and a pass beyond it.</summary>
    internal void Remember(bool hasPassed)
    {
        if (_identity is not null)
        {
            _engine?.RegisterTaskObject(Key, hasPassed, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            Stamp(hasPassed);
        }
    }

    private bool IsStamped()
    {
        try
        {
            return _stampFile is not null && File.Exists(_stampFile) && new FileInfo(_stampFile).Length == _identity!.Length && File.ReadAllText(_stampFile) == _identity;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A stamp that cannot be read is none.
            return false;
        }
    }

    private void Stamp(bool hasPassed)
    {
        if (_stampFile is null || (hasPassed && IsStamped()))
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
