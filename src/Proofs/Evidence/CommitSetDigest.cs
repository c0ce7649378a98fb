using System.Security.Cryptography;
using System.Text;

namespace Proofs.Evidence;

/// <summary>
/// A digest over a set of commit ids that anybody can recompute with git alone:
/// <c>git rev-list BASE..HEAD | LC_ALL=C sort | sha256sum</c>.
/// </summary>
public static class CommitSetDigest
{
    /// <summary>The digest.</summary>
    /// <param name="ids">Full ids, in any order.</param>
    /// <returns>64 lower-case hexadecimal digits of SHA-256 over the sorted ids, each followed by a line feed.</returns>
    public static string Of(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string id in ids.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.ASCII.GetBytes(id + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
