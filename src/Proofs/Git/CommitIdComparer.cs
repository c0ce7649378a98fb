using System.Diagnostics.CodeAnalysis;

namespace Proofs.Git;

/// <summary>Compares ids for tables; the default comparer of a type is put together by reflection in every process.</summary>
internal sealed class CommitIdComparer : IEqualityComparer<CommitId>
{
    internal static CommitIdComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(CommitId x, CommitId y) => x.Equals(y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] CommitId obj) => obj.GetHashCode();
}
