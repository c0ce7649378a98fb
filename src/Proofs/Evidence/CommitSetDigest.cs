using System.Security.Cryptography;
using System.Text;

namespace Proofs.Evidence;

/// <summary>
/// A digest over a set of commit ids that anybody can recompute with git alone:
/// <c>git rev-list BASE..HEAD | LC_ALL=C sort | sha256sum</c>.
/// </summary>
internal sealed class CommitSetDigest : IDisposable
{
    private const int LongestId = 64;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _last = new byte[LongestId];
    private readonly byte[] _lines = new byte[4096];
    private int _lastLength;
    private int _length;

    /// <summary>The digest of a whole set.</summary>
    /// <param name="sortedIds">Full ids in ascending ordinal order, none twice.</param>
    /// <returns>64 lower-case hexadecimal digits of SHA-256 over the ids, each followed by a line feed.</returns>
    /// <exception cref="ArgumentException">The ids are not in order, so the digest would be another one than git's.</exception>
    internal static string Of(IEnumerable<string> sortedIds)
    {
        using CommitSetDigest digest = new();
        Span<byte> ascii = stackalloc byte[LongestId];
        foreach (string id in sortedIds)
        {
            digest.Add(ascii[..Encoding.ASCII.GetBytes(id, ascii)]);
        }

        return digest.Finish();
    }

    /// <summary>Adds an id.</summary>
    /// <param name="id">At most 64 hexadecimal digits in ASCII.</param>
    /// <exception cref="ArgumentException">It does not come after the one before it.</exception>
    internal void Add(ReadOnlySpan<byte> id)
    {
        if (!IsAfterLast(id))
        {
            throw new ArgumentException($"{Encoding.ASCII.GetString(id)} does not come after {Encoding.ASCII.GetString(_last.AsSpan(0, _lastLength))}.", nameof(id));
        }

        id.CopyTo(_last);
        _lastLength = id.Length;
        if (_length + id.Length + 1 > _lines.Length)
        {
            Flush();
        }

        id.CopyTo(_lines.AsSpan(_length));
        _length += id.Length;
        _lines[_length++] = (byte)'\n';
    }

    /// <summary>The digest of what was added.</summary>
    internal string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private bool IsAfterLast(ReadOnlySpan<byte> id)
    {
        for (int i = 0; i < id.Length; i++)
        {
            if (i >= _lastLength || id[i] > _last[i])
            {
                return true;
            }

            if (id[i] < _last[i])
            {
                return false;
            }
        }

        return false;
    }

    private void Flush()
    {
        _hash.AppendData(_lines.AsSpan(0, _length));
        _length = 0;
    }
}
