using System.Diagnostics.CodeAnalysis;

namespace Proofs.Runs.Runs;

/// <summary>
/// What a command leads to: a change, a refusal, or a refusal that is itself recorded (a turn whose result fails is refused, and the run keeps
/// that it failed). A refusal without a change leaves everything as it was.
/// </summary>
public sealed record Ruling
{
    private Ruling(Change? change, Problem? refusal) => (Change, Refusal) = (change, refusal);

    /// <summary>What becomes of the run, or null when nothing does.</summary>
    public Change? Change { get; }

    /// <summary>Why the command was refused, or null when it was carried out.</summary>
    public Problem? Refusal { get; }

    /// <summary>Whether the command was carried out.</summary>
    [MemberNotNullWhen(true, nameof(Change))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAllowed => Refusal is null;

    /// <summary>The same ruling with more to write.</summary>
    internal Ruling With(Change change) => new(change, Refusal);

    /// <summary>The command was carried out.</summary>
    public static Ruling Allow(Change change) => new(change, null);

    /// <summary>The command was refused, and nothing changes.</summary>
    public static Ruling Refuse(Problem refusal) => new(null, refusal);

    /// <summary>The command was refused, and that is recorded.</summary>
    public static Ruling RefuseAndRecord(Problem refusal, Change change) => new(change, refusal);

    /// <summary>The command was carried out.</summary>
    public static implicit operator Ruling(Change change) => Allow(change);

    /// <summary>The command was refused, and nothing changes.</summary>
    public static implicit operator Ruling(Problem refusal) => Refuse(refusal);
}
