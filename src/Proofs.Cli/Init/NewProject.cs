using System.Text;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Init;

/// <summary>Puts a template's files into a folder: all of them or none, and never in the place of another file.</summary>
internal static class NewProject
{
    private const string Records = ".agentxchain";

    /// <summary>Writes a project.</summary>
    /// <param name="folder">Where; made when it is not there.</param>
    /// <param name="template">What.</param>
    /// <returns>Why nothing was written, or null.</returns>
    internal static Refusal? Write(string folder, ProjectTemplate template)
    {
        IReadOnlyList<KeyValuePair<string, byte[]>> files = template.Files(Id(folder));
        if (files.Select(file => file.Key).Append(Records).FirstOrDefault(path => IsThere(Path.Combine(folder, path))) is { } there)
        {
            return Exists(folder, there);
        }

        List<string> written = [];
        try
        {
            foreach ((string path, byte[] content) in files)
            {
                string full = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                Put(full, content);
                written.Add(full);
            }

            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The place is the caller's choice. What is half a project is taken back; somebody else's files are not touched.
            written.ForEach(File.Delete);
            return files.Select(file => file.Key).FirstOrDefault(path => IsThere(Path.Combine(folder, path))) is { } late
                ? Exists(folder, late)
                : new(ReasonCodes.OutputUnwritable, $"{folder} cannot be written: {failed.Message.TrimEnd('.')}.", ReasonCodes.OutputUnwritable.Fix);
        }
    }

    /// <summary>Whether a folder or one above it is a git repository.</summary>
    internal static bool IsInRepository(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A folder's name as an id; a folder may be called anything.</summary>
    internal static string Id(string folder)
    {
        StringBuilder id = new();
        foreach (char c in Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))
        {
            id.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        }

        string trimmed = id.ToString().Trim('-');
        return trimmed.Length is 0 or > 100 ? "project" : trimmed;
    }

    private static Refusal Exists(string folder, string path) => new(RunCodes.ProjectExists, $"{Path.Combine(folder, path)} is there already; nothing was written.", RunCodes.ProjectExists.Fix);

    /// <summary>A link that leads nowhere is there too.</summary>
    private static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static void Put(string path, byte[] content)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, $"{AtomicFile.TemporaryPrefix}{Path.GetRandomFileName()}");
        try
        {
            if (AtomicFile.Write(temporary, content) is { } failed)
            {
                throw new IOException(failed);
            }

            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
