using System.Security.Cryptography;
using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>Digests files through one buffer, however large they are.</summary>
internal sealed class FileDigester
{
    /// <summary>How often a file that changes while it is read is begun again; one that still changes then is told apart by its times.</summary>
    private const int Tries = 3;

    /// <summary>git writes kind and size before a content; no such header is longer.</summary>
    private const int Header = 32;

    private readonly byte[] _buffer = new byte[Header + (1 << 18)];

    /// <summary>Digests an open regular file.</summary>
    /// <param name="descriptor">The file, at its beginning.</param>
    /// <param name="facts">What it is; renewed when it changed meanwhile.</param>
    /// <param name="reopen">Opens the same name again, or returns -1.</param>
    /// <returns>The digests, or null when it cannot be read.</returns>
    internal ContentDigests? Digest(int descriptor, ref FileFacts facts, Func<int> reopen)
    {
        int at = descriptor;
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                if (PosixFiles.Stat(at, "\0"u8, out FileFacts before) != 0 || before.Kind != TreeEntryKind.File)
                {
                    return null;
                }

                ContentDigests? found = Whole(at, before.Size);
                if (PosixFiles.Stat(at, "\0"u8, out FileFacts after) != 0)
                {
                    return null;
                }

                if (found is not null && before == after)
                {
                    facts = after;
                    return found;
                }

                if (attempt == Tries)
                {
                    return null;
                }

                Replace(ref at, descriptor, reopen());
                if (at < 0)
                {
                    return null;
                }
            }
        }
        finally
        {
            Replace(ref at, descriptor, -1);
        }
    }

    /// <summary>The digests of bytes at hand.</summary>
    internal static ContentDigests Of(ReadOnlySpan<byte> content)
    {
        Span<byte> sha256 = stackalloc byte[Sha256Digest.Size];
        SHA256.HashData(content, sha256);
        return new(new(sha256), GitIdOf(content));
    }

    /// <summary>The id that git gives a blob.</summary>
    internal static CommitId GitIdOf(ReadOnlySpan<byte> content)
    {
        using IncrementalHash sha1 = NewGitHash();
        sha1.AppendData(HeaderOf(content.Length));
        sha1.AppendData(content);
        return Finish(sha1);
    }

    private static byte[] HeaderOf(long size) => Encoding.ASCII.GetBytes($"blob {size}\0");

    private static void Replace(ref int at, int kept, int next)
    {
        if (at >= 0 && at != kept)
        {
            PosixFiles.Close(at);
        }

        at = next;
    }

    /// <summary>Null when the file does not have the size it had when it was opened.</summary>
    private ContentDigests? Whole(int descriptor, long size)
    {
        int first = Fill(descriptor);
        if (first < 0)
        {
            return null;
        }

        if (first < _buffer.Length - Header)
        {
            return first == size ? Small(first) : null;
        }

        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash sha1 = NewGitHash();
        sha1.AppendData(HeaderOf(size));
        long total = 0;
        for (int count = first; count > 0; count = Fill(descriptor))
        {
            sha256.AppendData(_buffer, Header, count);
            sha1.AppendData(_buffer, Header, count);
            total += count;
        }

        return total == size ? new(new(sha256.GetHashAndReset()), Finish(sha1)) : null;
    }

    private ContentDigests Small(int size)
    {
        Span<byte> sha256 = stackalloc byte[Sha256Digest.Size];
        Span<byte> id = stackalloc byte[CommitId.Size];
        SHA256.HashData(_buffer.AsSpan(Header, size), sha256);
        byte[] header = HeaderOf(size);
        header.CopyTo(_buffer, Header - header.Length);
#pragma warning disable CA5350 // git's own name for a content; SHA-256 decides.
        SHA1.HashData(_buffer.AsSpan(Header - header.Length, header.Length + size), id);
#pragma warning restore CA5350
        return new(new(sha256), new(id));
    }

    /// <summary>Fills the buffer as far as the file goes; -1 when it cannot be read.</summary>
    private int Fill(int descriptor)
    {
        int filled = 0;
        while (filled < _buffer.Length - Header)
        {
            int count = PosixFiles.Read(descriptor, _buffer.AsSpan(Header + filled));
            if (count <= 0)
            {
                return count < 0 ? -1 : filled;
            }

            filled += count;
        }

        return filled;
    }

#pragma warning disable CA5350 // git's own name for a content; SHA-256 decides.
    private static IncrementalHash NewGitHash() => IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350

    private static CommitId Finish(IncrementalHash sha1) => new(sha1.GetHashAndReset());
}
