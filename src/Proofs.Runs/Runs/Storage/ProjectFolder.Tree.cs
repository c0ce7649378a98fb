namespace Proofs.Runs.Runs.Storage;

internal sealed partial class ProjectFolder
{
    /// <summary>Whether a regular file is there, nothing, or something that is not looked into: a link, a pipe, a folder, what lies behind a link.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isOdd">Whether it is the last.</param>
    internal byte[]? TryRead(string path, out bool isOdd)
    {
        byte[]? content = TryRead(path);
        isOdd = content is null && (Path.Exists(Path.Combine(Root, path)) || new FileInfo(Path.Combine(Root, path)).LinkTarget is not null);
        return content;
    }

    /// <summary>The paths of everything below a folder that is no folder itself, in ordinal order; a link is named and not gone into.</summary>
    internal IReadOnlyList<string> Tree(string folder)
    {
        List<string> found = [];
        Queue<string> open = new([folder]);
        while (open.TryDequeue(out string? at))
        {
            DirectoryInfo directory = new(Path.Combine(Root, at));
            if (directory.LinkTarget is not null || Behind(at))
            {
                found.Add(at);
                continue;
            }

            foreach (FileSystemInfo entry in directory.Exists ? directory.EnumerateFileSystemInfos() : [])
            {
                string path = $"{at}/{entry.Name}";
                if (entry is DirectoryInfo && entry.LinkTarget is null)
                {
                    open.Enqueue(path);
                }
                else
                {
                    found.Add(path);
                }
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a link leads to the place.</summary>
    private bool Behind(string path) => path.Split('/') is var parts && Enumerable.Range(1, parts.Length - 1).Any(count => new FileInfo(Path.Combine([Root, .. parts.Take(count)])).LinkTarget is not null);
}
