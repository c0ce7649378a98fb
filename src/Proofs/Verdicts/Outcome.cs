namespace Proofs.Verdicts;

/// <summary>What a gate, or all gates together, conclude. The larger value is the worse one.</summary>
public enum Outcome
{
    /// <summary>Every question that was asked was answered with yes, on evidence.</summary>
    Pass = 0,

    /// <summary>The evidence does not suffice for an answer. It blocks like a failure and has an exit code of its own.</summary>
    Undetermined = 1,

    /// <summary>At least one question was answered with no.</summary>
    Fail = 2,
}
