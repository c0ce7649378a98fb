using Proofs.Gates;

namespace Proofs.MSBuild;

/// <summary>Every gate that is named, that has input, or that the base commit's policy lists: one walk, one result document.</summary>
public sealed class AllGates : GateTask
{
    /// <summary>Gates that must give a verdict: <c>baseline</c>, <c>integrity</c>, <c>feature-key</c>, <c>proofs</c>.</summary>
    public string? Gates { get; set; }

    /// <summary>Full id of the commit that head must contain.</summary>
    public string? RequiredBaseline { get; set; }

    /// <summary>Full ids of the commits that were reported, separated by semicolons, commas or blanks.</summary>
    public string? ReportedCommits { get; set; }

    /// <summary>The value that every commit's trailer must have.</summary>
    public string? FeatureKey { get; set; }

    /// <summary>A regular expression that every value must match as a whole.</summary>
    public string? FeatureKeyPattern { get; set; }

    /// <summary>Proofs that must be there: <c>NAME</c> or <c>NAME=GRADE</c>, separated by semicolons, commas or blanks.</summary>
    public string? RequiredProofs { get; set; }

    /// <summary>The folder of their payloads, relative to the project's.</summary>
    public string? ProofsPath { get; set; }

    /// <summary>How old a payload may be: <c>7d</c> (when it is empty), <c>12h</c>, <c>30m</c>.</summary>
    public string? ProofsMaxAge { get; set; }

    /// <summary>The id of the CI run that payloads must come from; empty asks for none.</summary>
    public string? ProofsRunId { get; set; }

    /// <summary>The attempt at that run.</summary>
    public string? ProofsRunAttempt { get; set; }

    /// <summary>The address of the repository that attestations must come from; empty asks for none.</summary>
    public string? ProofsRepositoryAddress { get; set; }

    /// <summary>A file with what <c>gh attestation verify --format json</c> printed, relative to the project's folder.</summary>
    public string? ProofsAttestations { get; set; }

    private protected override GatesRequest Ask(GatesRequest common) => common with
    {
        RequiredGates = Words(Gates),
        RequiredBaseline = Maybe(RequiredBaseline),
        ReportedCommits = Maybe(ReportedCommits) is { } reported ? Words(reported) : null,
        FeatureKey = Maybe(FeatureKey),
        FeatureKeyPattern = Maybe(FeatureKeyPattern),
        Proofs = Proofs(),
    };

    /// <summary>One property that speaks of proofs is enough: one that is empty must not switch the gate off where another says that it was meant.</summary>
    private ProofsRequest? Proofs() => (Maybe(RequiredProofs) ?? Maybe(ProofsPath) ?? Maybe(ProofsMaxAge) ?? Maybe(ProofsAttestations)) is null ? null : new()
    {
        Required = Words(RequiredProofs),
        Path = Place(ProofsPath),
        MaxAge = Maybe(ProofsMaxAge),
        RunId = Maybe(ProofsRunId),
        RunAttempt = Maybe(ProofsRunId) is null ? null : Maybe(ProofsRunAttempt),
        RepositoryAddress = Maybe(ProofsRepositoryAddress),
        Attestations = Place(ProofsAttestations),
    };

    private string? Place(string? path) => Maybe(path) is { } given ? Path.GetFullPath(given, Directory) : null;
}
