using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The decision's id is not DEC- and a number.</summary>
    public static ReasonCode InvalidDecisionIdFormat { get; } = new("invalid_decision_id_format", Lane.Fail, "The decision's id is not DEC- and a number.",
        "Write DEC- and the next free number, for example DEC-007.");

    /// <summary>A field that must say something is empty.</summary>
    public static ReasonCode EmptyRequiredField { get; } = new("empty_required_field", Lane.Fail, "A field that must say something is empty.",
        "Fill in the field that the message names.");

    /// <summary>A field holds a word that it must not.</summary>
    public static ReasonCode InvalidEnumValue { get; } = new("invalid_enum_value", Lane.Fail, "A field holds a word that it must not.",
        "Write one of the words that the message lists.");

    /// <summary>The run already has a decision with this id.</summary>
    public static ReasonCode DuplicateDecisionId { get; } = new("duplicate_decision_id", Lane.Fail, "The run already has a decision with this id.",
        "Give the decision the next free number.");

    /// <summary>The event lacks something that every event has.</summary>
    public static ReasonCode InvalidEvent { get; } = new("invalid_event", Lane.Data, "The event lacks something that every event has.",
        "Do not trust the log; find out who wrote the line that the message describes.");

    /// <summary>The events stand in an order in which they cannot have happened.</summary>
    public static ReasonCode OrderingViolation { get; } = new("ordering_violation", Lane.Data, "The events stand in an order in which they cannot have happened.",
        "Do not trust the log; find out who wrote the line that the message describes.");

    /// <summary>The bundle has no manifest.</summary>
    public static ReasonCode MissingManifest { get; } = new("missing_manifest", Lane.Data, "The bundle has no manifest.",
        "Write the turn's bundle and seal it again.");

    /// <summary>The bundle's manifest cannot be used.</summary>
    public static ReasonCode InvalidManifest { get; } = new("invalid_manifest", Lane.Data, "The bundle's manifest cannot be used.",
        "Do not dispatch the bundle; write the turn's bundle and seal it again.");

    /// <summary>A file of the manifest is not in the bundle.</summary>
    public static ReasonCode MissingFile { get; } = new("missing_file", Lane.Data, "A file of the manifest is not in the bundle.",
        "Do not dispatch the bundle; write the turn's bundle and seal it again.");

    /// <summary>A file of the bundle is longer or shorter than when it was sealed.</summary>
    public static ReasonCode SizeMismatch { get; } = new("size_mismatch", Lane.Data, "A file of the bundle is longer or shorter than when it was sealed.",
        "Do not dispatch the bundle; write the turn's bundle and seal it again.");

    /// <summary>A file of the bundle holds something else than when it was sealed.</summary>
    public static ReasonCode DigestMismatch { get; } = new("digest_mismatch", Lane.Data, "A file of the bundle holds something else than when it was sealed.",
        "Do not dispatch the bundle; write the turn's bundle and seal it again.");

    /// <summary>The bundle holds a file that it did not hold when it was sealed.</summary>
    public static ReasonCode UnexpectedFile { get; } = new("unexpected_file", Lane.Data, "The bundle holds a file that it did not hold when it was sealed.",
        "Do not dispatch the bundle; write the turn's bundle and seal it again.");

    private static IEnumerable<ReasonCode> Records() =>
    [
        InvalidDecisionIdFormat, EmptyRequiredField, InvalidEnumValue, DuplicateDecisionId, InvalidEvent, OrderingViolation, MissingManifest, InvalidManifest,
        MissingFile, SizeMismatch, DigestMismatch, UnexpectedFile,
    ];
}
