using Proofs.Evidence.Payloads;

namespace Proofs.Gates.Payloads;

/// <summary>A proof that must be there.</summary>
/// <param name="Proof">Its name.</param>
/// <param name="Grade">The lowest grade of evidence that will do; null for any.</param>
internal sealed record RequiredProof(string Proof, PayloadGrade? Grade)
{
    /// <summary>The requirement as people write it.</summary>
    public override string ToString() => Grade is { } grade ? $"{Proof}={grade.Word()}" : Proof;

    /// <summary>Reads <c>NAME</c> or <c>NAME=GRADE</c>; null when it is neither.</summary>
    internal static RequiredProof? Parse(string text) => text.Split('=') switch
    {
        [var name] when PayloadReader.IsName(name) => new(name, null),
        [var name, var word] when PayloadReader.IsName(name) && PayloadGrades.Find(word) is { } grade => new(name, grade),
        _ => null,
    };
}
