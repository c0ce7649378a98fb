namespace Proofs.Evidence.Payloads;

/// <summary>One file of a folder of payloads, whatever it turned out to be.</summary>
/// <param name="Name">Its name; hostile text.</param>
internal sealed record PayloadFile(string Name)
{
    /// <summary>What it says, or null when it is no payload.</summary>
    internal PayloadFacts? Facts { get; init; }

    /// <summary>Why it is no payload, or null.</summary>
    internal string? Problem { get; init; }

    /// <summary>Its bytes; empty when they could not be read.</summary>
    internal ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>SHA-256 of its bytes in lower-case hexadecimal digits; empty when they could not be read.</summary>
    internal string Sha256 { get; init; } = string.Empty;

    /// <summary>The bytes of the file with its digest; empty when there is none.</summary>
    internal ReadOnlyMemory<byte> DigestContent { get; init; }

    /// <summary>What is wrong with the file with its digest, or null.</summary>
    internal string? DigestProblem { get; init; }

    /// <summary>The name that the file's own words lead to.</summary>
    internal string? NameItSays => Facts is null ? null : $"{Facts.Proof}.{Facts.Grade.Word()}.json";
}

/// <summary>What a folder of payloads holds.</summary>
/// <param name="Files">Every file that ends in <c>.json</c>, by name.</param>
/// <param name="Problem">Why that is not everything, or null.</param>
internal sealed record PayloadReading(IReadOnlyList<PayloadFile> Files, string? Problem = null);
