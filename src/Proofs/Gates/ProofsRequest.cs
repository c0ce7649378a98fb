namespace Proofs.Gates;

/// <summary>Which proofs must be there, and what their payloads are held against. Texts as they were given; a wrong one is refused.</summary>
public sealed record ProofsRequest
{
    /// <summary>Each proof as <c>NAME</c> or <c>NAME=GRADE</c>; without a grade any will do.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The folder of the payloads.</summary>
    public string? Path { get; init; }

    /// <summary>Full id of the commit that the proofs must be about; null takes head.</summary>
    public string? Commit { get; init; }

    /// <summary>How old a payload may be: a number with <c>d</c>, <c>h</c> or <c>m</c> behind it; null takes <c>7d</c>.</summary>
    public string? MaxAge { get; init; }

    /// <summary>The id of the workflow run that the payloads must come from; null asks for none.</summary>
    public string? RunId { get; init; }

    /// <summary>The attempt at that run; null asks for none.</summary>
    public string? RunAttempt { get; init; }

    /// <summary>The repository whose workflow the payloads must come from (<c>OWNER/NAME</c>); null takes it from <see cref="RepositoryAddress"/>, if that is given.</summary>
    public string? Repository { get; init; }

    /// <summary>The address of the repository that attestations must come from, such as <c>https://github.com/OWNER/NAME</c>; null asks for none.</summary>
    public string? RepositoryAddress { get; init; }

    /// <summary>A file with what <c>gh attestation verify --format json</c> printed, all lists in one; it must lie outside of the work tree.</summary>
    public string? Attestations { get; init; }
}
