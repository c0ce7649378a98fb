using System.Security.Cryptography;
using System.Text;

namespace Proofs.Evidence.Payloads;

/// <summary>Reads the payloads of a folder. Anybody may have put anything there: no link is followed, no pipe waited for, and everything has a limit.</summary>
internal static class PayloadFolder
{
    /// <summary>How the name of a payload's digest ends.</summary>
    internal const string DigestEnding = ".sha256";

    /// <summary>In bytes; a payload of a long run has a tenth of it.</summary>
    internal const long LargestPayload = 1L << 20;

    /// <summary>In bytes, all payloads together: all of them are held at once, and what is made of them takes several times as much.</summary>
    internal const long LargestFolder = 32L << 20;

    /// <summary>More payloads than any project has.</summary>
    internal const int MostPayloads = 200;

    /// <summary>More names than that nobody looks through.</summary>
    internal const int MostNames = 10_000;

    private const string Ending = ".json";
    private const long LargestDigest = 1024;

    /// <summary>Reads.</summary>
    /// <param name="folder">The folder; one that is not there holds nothing.</param>
    internal static PayloadReading Read(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return Path.Exists(folder) ? new([], "it is no folder") : new([]);
            }

            string[] names = [.. Directory.EnumerateFileSystemEntries(folder).Take(MostNames + 1).Select(path => Path.GetFileName(path))];
            if (names.Length > MostNames)
            {
                return new([], $"it holds more than {MostNames} names");
            }

            string[] payloads = [.. names.Where(name => name.EndsWith(Ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            ConfinedFiles files = new(folder);
            return payloads.Length > MostPayloads ? new([], $"it holds more than {MostPayloads} payloads") : Read(files, payloads);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The folder is the caller's; that it cannot be read is an answer to the caller.
            return new([], failed.Message.TrimEnd('.'));
        }
    }

    private static PayloadReading Read(ConfinedFiles files, string[] names)
    {
        List<PayloadFile> read = [];
        long size = 0;
        foreach (string name in names)
        {
            read.Add(Read(files, name));
            size += read[^1].Content.Length;
            if (size > LargestFolder)
            {
                return new([], $"its payloads have more than {LargestFolder} bytes together");
            }
        }

        return new(read);
    }

    private static PayloadFile Read(ConfinedFiles files, string name)
    {
        PayloadFile file = new(name);
        if (Open(files, name, LargestPayload, out string? problem) is not { } content)
        {
            return file with { Problem = problem };
        }

        file = file with { Content = content, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span)) };
        file = ReadDigest(files, file);
        try
        {
            return file with { Facts = PayloadReader.Read(content) };
        }
        catch (PayloadException wrong)
        {
            return file with { Problem = wrong.Message };
        }
    }

    private static PayloadFile ReadDigest(ConfinedFiles files, PayloadFile file)
    {
        if (Open(files, file.Name + DigestEnding, LargestDigest, out string? problem) is not { } content)
        {
            return file with { DigestProblem = problem };
        }

        bool isRight = content.Span.SequenceEqual(Encoding.UTF8.GetBytes($"{file.Sha256}  {file.Name}\n"));
        return file with { DigestContent = content, DigestProblem = isRight ? null : $"it does not say '{file.Sha256}  {file.Name}'" };
    }

    private static ReadOnlyMemory<byte>? Open(ConfinedFiles files, string name, long largest, out string? problem)
    {
        try
        {
            ConfinedFile read = files.Read(name, largest);
            problem = read.Kind switch
            {
                ConfinedKind.File => null,
                ConfinedKind.Absent => "it is not there, or its name is no UTF-8",
                _ => "it is no regular file",
            };
            // Not in one expression: null would become an empty memory.
            if (problem is not null)
            {
                return null;
            }

            return read.Content;
        }
        catch (IOException failed)
        {
            // Too large, closed to this user, or it changed while it was read: one file's answer, the others are still read.
            problem = failed.Message.TrimEnd('.');
            return null;
        }
    }
}
