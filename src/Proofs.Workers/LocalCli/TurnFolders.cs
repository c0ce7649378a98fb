using Proofs.Evidence;

namespace Proofs.Workers.LocalCli;

/// <summary>Folders of a turn inside the project: agents may have put links in their place.</summary>
internal static class TurnFolders
{
    /// <summary>No result is nearly as large, in bytes.</summary>
    internal const int LargestResult = 8 << 20;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Makes a folder below another one, readable by its owner alone where it is new; links and files in the way go, what they lead to does not.</summary>
    /// <param name="root">The folder that is trusted.</param>
    /// <param name="path">Relative to it.</param>
    /// <returns>The folder.</returns>
    internal static string Make(string root, string path)
    {
        string at = root;
        foreach (string part in path.Split('/'))
        {
            at = Path.Combine(at, part);
            FileInfo file = new(at);
            if (file.LinkTarget is not null || file.Exists)
            {
                file.Delete();
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(at);
            }
            else
            {
                Directory.CreateDirectory(at, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return at;
    }

    /// <summary>Makes sure that nothing lies where a file is to come, and that its folder is there.</summary>
    internal static void Clear(string root, string file)
    {
        string relative = Path.GetRelativePath(root, file);
        Make(root, Path.GetDirectoryName(relative)!);
        if (new FileInfo(file).LinkTarget is null && Directory.Exists(file))
        {
            Directory.Delete(file, recursive: true);
        }
        else
        {
            File.Delete(file);
        }
    }

    /// <summary>What an agent left as its result; null when there is nothing.</summary>
    /// <param name="root">The project.</param>
    /// <param name="file">The file, absolute.</param>
    /// <param name="problem">Why what is there is no result, or null.</param>
    internal static byte[]? Read(string root, string file, out string? problem)
    {
        problem = null;
        string relative = Path.GetRelativePath(root, file);
        if (new FileInfo(file) is { Exists: true, Length: > LargestResult })
        {
            problem = $"{relative} is larger than {LargestResult} bytes";
            return null;
        }

        try
        {
            ConfinedFile found = new ConfinedFiles(root).Read(relative);
            byte[] content = found.Content.Span.StartsWith(ByteOrderMark) ? found.Content[ByteOrderMark.Length..].ToArray() : found.Content.ToArray();
            problem = found.Kind switch
            {
                ConfinedKind.Odd => $"{relative} is a link or no regular file",
                ConfinedKind.Absent => null,
                _ when content.AsSpan().Trim(" \t\r\n{}"u8).IsEmpty => null,
                _ when !ResultText.IsResult(content) => $"{relative} holds no JSON object with a schema_version",
                _ => null,
            };
            // An empty one is the form that nobody filled in.
            return problem is null && ResultText.IsResult(content) ? content : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Whatever the agent put there, it is no result.
            problem = $"{relative} cannot be read: {unreadable.Message}";
            return null;
        }
    }
}
