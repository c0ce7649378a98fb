using System.IO.Compression;
using System.Text;

namespace TestKit;

/// <summary>The file of a loose object, for breaking it.</summary>
public static class LooseObject
{
    /// <summary>Where git keeps an object that is in no pack.</summary>
    public static string Path(GitRepo repo, string id) => System.IO.Path.Combine(repo.DotGit, "objects", id[..2], id[2..]);

    /// <summary>Puts other bytes in the file's place; git makes these files read-only.</summary>
    public static void Overwrite(GitRepo repo, string id, byte[] file)
    {
        string path = Path(repo, id);
        File.Delete(path);
        File.WriteAllBytes(path, file);
    }

    /// <summary>Puts a well-formed object in the file's place that hashes to another name.</summary>
    public static void Replace(GitRepo repo, string id, string type, byte[] content)
    {
        using MemoryStream file = new();
        using (ZLibStream zlib = new(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Encoding.ASCII.GetBytes($"{type} {content.Length}\0"));
            zlib.Write(content);
        }

        Overwrite(repo, id, file.ToArray());
    }

    /// <summary>Removes the object.</summary>
    public static void Delete(GitRepo repo, string id) => File.Delete(Path(repo, id));
}
