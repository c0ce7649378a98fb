using System.Security.Cryptography;
using System.Text;

namespace Proofs.Evidence;

/// <summary>
/// A digest over a set of commit ids that anybody can recompute with git alone:
/// <c>git rev-list BASE..HEAD | LC_ALL=C sort | sha256sum</c>.
/// </summary>
internal static class CommitSetDigest
{
    /// <summary>The digest.</summary>
    /// <param name="sortedIds">Full ids in ascending ordinal order, none twice.</param>
    /// <returns>64 lower-case hexadecimal digits of SHA-256 over the ids, each followed by a line feed.</returns>
    /// <exception cref="ArgumentException">The ids are not in order, so the digest would be another one than git's.</exception>
    public static string Of(IEnumerable<string> sortedIds)
    {
        ArgumentNullException.ThrowIfNull(sortedIds);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> line = stackalloc byte[128];
        string last = string.Empty;
        foreach (string id in sortedIds)
        {
            if (string.CompareOrdinal(last, id) >= 0)
            {
                throw new ArgumentException($"{id} does not come after {last}.", nameof(sortedIds));
            }

            int length = Encoding.ASCII.GetBytes(id, line);
            line[length] = (byte)'\n';
            hash.AppendData(line[..(length + 1)]);
            last = id;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
