using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Runs.Runs.Journals;

namespace Proofs.Runs.Runs;

/// <summary>
/// A note of a journal's heads outside the project: whoever cuts the journal or writes it anew would have to change this one too. A file for each
/// project, a line for each change, readable by its owner alone.
/// </summary>
public sealed class RunAnchor
{
    private readonly string _project;

    /// <summary>The anchor of a project.</summary>
    /// <param name="folder">The folder of all anchors.</param>
    /// <param name="project">The project's folder.</param>
    public RunAnchor(string folder, string project)
    {
        _project = Path.GetFullPath(project);
        File = Path.Combine(folder, RunTerms.Digest(Encoding.UTF8.GetBytes(_project))[..32] + ".jsonl");
    }

    /// <summary>An anchor that was copied from where the run was.</summary>
    /// <param name="file">Its file.</param>
    public RunAnchor(string file) => (_project, File) = (string.Empty, Path.GetFullPath(file));

    /// <summary>Its file.</summary>
    public string File { get; }

    /// <summary>Where anchors are by default: <c>$XDG_STATE_HOME/proofs/anchors</c>. Source: XDG Base Directory Specification.</summary>
    public static string DefaultFolder()
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        return Path.Combine(Path.IsPathFullyQualified(state ?? string.Empty) ? state! : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"), "proofs", "anchors");
    }

    /// <summary>Notes a head.</summary>
    /// <returns>What could not be written, for people.</returns>
    internal IReadOnlyList<string> Note(JournalHead head, string? runId, DateTimeOffset now)
    {
        JsonObject line = new() { ["project"] = _project, ["run_id"] = runId, ["sequence"] = head.Sequence, ["digest"] = head.Digest, ["at"] = ProtocolTime.Format(now) };
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            bool isNew = !System.IO.File.Exists(File);
            using (FileStream stream = new(File, options))
            {
                // What a crash cut off stays a line of its own.
                stream.Write(Encoding.UTF8.GetBytes((IsCut() ? "\n" : string.Empty) + line.ToJsonString() + "\n"));
                stream.Flush(flushToDisk: true);
            }

            if (isNew)
            {
                FolderSync.Flush(Path.GetDirectoryName(File)!);
            }

            return [];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The run goes on; that nobody can compare it later is told.
            return [$"The anchor could not be written: {failed.Message}"];
        }
    }

    /// <summary>Whether the last line has no end.</summary>
    private bool IsCut()
    {
        using FileStream stream = new(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return stream.Length > 0 && stream.Seek(-1, SeekOrigin.End) >= 0 && stream.ReadByte() != '\n';
    }

    /// <summary>The heads that were noted, oldest first; empty when there is no anchor. A line that a crash cut off is left out: it vouches for nothing.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal IReadOnlyList<JournalHead> Heads() => System.IO.File.Exists(File) ? [.. System.IO.File.ReadLines(File).Select(Head).OfType<JournalHead>()] : [];

    private static JournalHead? Head(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject note && note["sequence"]?.GetValue<long>() is { } sequence && note["digest"]?.GetValue<string>() is { } digest ? new(sequence, digest) : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            // The last line may have been cut off by a crash.
            return null;
        }
    }
}
