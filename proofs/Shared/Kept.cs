using System.Runtime.InteropServices;
using System.Text;

namespace Proofs.Packs;

/// <summary>Keeps the files of a run beside its payload, where somebody asked for it: see <see cref="Prove.KeepVariable"/>.</summary>
public static class Kept
{
    /// <summary>Everything below a folder; links may lead in a circle or out of it.</summary>
    internal static readonly EnumerationOptions NoLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private const int FromCurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantType = 1;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Copies a project beside the payloads.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="grade">The grade that it sets out for.</param>
    /// <param name="secrets">What whoever gets the files must not get with them; null for nothing.</param>
    /// <returns>The copy, relative to the folder of payloads; null when nobody asked for it, or a key stands in the files.</returns>
    public static string? Keep(string project, string proof, string grade, Secrets? secrets = null)
    {
        if (!Prove.Keeps || secrets?.Files(project).Any() == true)
        {
            return null;
        }

        Clear(Surroundings.OutputFolder, proof, grade);
        Copy(project, Path.Combine(Surroundings.OutputFolder, At(proof, grade)));
        return At(proof, grade);
    }

    /// <summary>Removes what an earlier run kept, which is none of this one.</summary>
    /// <param name="output">The folder of payloads.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="grade">The grade that it sets out for.</param>
    public static void Clear(string output, string proof, string grade)
    {
        if (Directory.Exists(Path.Combine(output, At(proof, grade))))
        {
            Directory.Delete(Path.Combine(output, At(proof, grade)), recursive: true);
        }
    }

    /// <summary>Copies a folder's files; links, pipes and sockets, which lead elsewhere, stay behind.</summary>
    /// <param name="from">The folder.</param>
    /// <param name="to">Where the copy is made.</param>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Files(from))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>The regular files below a folder; nothing else can be read to its end.</summary>
    /// <param name="folder">The folder.</param>
    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", NoLinks)
        .Where(IsRegular)
        .Order(StringComparer.Ordinal);

    private static string At(string proof, string grade) => $"kept/{proof}.{grade}";

    /// <summary>.NET does not tell a pipe from a file before it waits at it. Source: statx(2), whose structure is the same on every architecture.</summary>
    private static bool IsRegular(string path)
    {
        byte[] answer = new byte[256];
        return statx(FromCurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), NoFollow, WantType, answer) == 0 && (BitConverter.ToUInt16(answer, ModeAt) & TypeMask) == Regular;
    }

    [DllImport("libc")]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] answer);
}
