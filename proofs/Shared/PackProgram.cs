namespace Proofs.Packs;

/// <summary>A proof at one grade, and what tells it.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="Grade">The grade that it sets out for.</param>
/// <param name="Tell">Tells it.</param>
public sealed record PackProof(string Proof, string Grade, Func<Task<Payload>> Tell);

/// <summary>A pack as a program: <c>PROOF [--grade GRADE]</c> tells one proof without a test runner around it. 0 pass, 1 fail, 2 skip, 64 asked wrongly.</summary>
public static class PackProgram
{
    /// <summary>Tells what the arguments name and writes its payload.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="proofs">What the pack has. Without a grade the first one of a name is told.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, IReadOnlyList<PackProof> proofs)
    {
        ArgumentNullException.ThrowIfNull(proofs);
        PackProof? asked = arguments switch
        {
            [var proof] => proofs.FirstOrDefault(each => each.Proof == proof),
            [var proof, "--grade", var grade] => proofs.FirstOrDefault(each => each.Proof == proof && each.Grade == grade),
            _ => null,
        };
        if (asked is null)
        {
            await Console.Error.WriteLineAsync($"usage: PROOF [--grade GRADE], one of: {string.Join(", ", proofs.Select(each => $"{each.Proof} --grade {each.Grade}"))}").ConfigureAwait(false);
            return 64;
        }

        try
        {
            Payload payload = await Prove.WriteAsync(asked.Proof, asked.Grade, asked.Tell).ConfigureAwait(false);
            await Console.Out.WriteAsync(Prove.Describe(payload)).ConfigureAwait(false);
            return payload.Result switch { "pass" => 0, "skip" => 2, _ => 1 };
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // A proof whose payload nobody can read has proven nothing.
            await Console.Error.WriteLineAsync($"The payload cannot be written to {Surroundings.OutputFolder}: {unwritable.Message}").ConfigureAwait(false);
            return 1;
        }
    }
}
