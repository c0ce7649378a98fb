using System.Text;
using Xunit;

namespace Proofs.Packs;

/// <summary>Has a proof told and leaves its payload.</summary>
public static class Prove
{
    /// <summary>The variable that, when it says <c>true</c>, has the run's files kept beside the payload.</summary>
    public const string KeepVariable = "PROOFS_KEEP";

    /// <summary>Whether the run's files are kept.</summary>
    public static bool Keeps => Environment.GetEnvironmentVariable(KeepVariable) == "true";

    /// <summary>Has a proof told, writes what it came to, and is a test that passes, fails or is skipped as the proof did.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="grade">The grade that it sets out for.</param>
    /// <param name="tell">Tells it.</param>
    /// <exception cref="SkipException">It was skipped, and nobody required it.</exception>
    /// <exception cref="Xunit.Sdk.FailException">It failed.</exception>
    public static async Task ThatAsync(string proof, string grade, Func<Task<Payload>> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        Payload payload = await WriteAsync(proof, grade, tell).ConfigureAwait(false);
        Xunit.Skip.If(payload.Result == "skip", payload.SkipReason);
        if (payload.Result != "pass")
        {
            Assert.Fail(Describe(payload));
        }
    }

    /// <summary>Has a proof told and writes what it came to.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="grade">The grade that it sets out for.</param>
    /// <param name="tell">Tells it.</param>
    /// <returns>What was written.</returns>
    public static async Task<Payload> WriteAsync(string proof, string grade, Func<Task<Payload>> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        string folder = Surroundings.OutputFolder;
        Payload.Clear(folder, $"{proof}.{grade}.json");
        Kept.Clear(folder, proof, grade);
        Payload payload = Requirements.Apply(await tell().ConfigureAwait(false), Environment.GetEnvironmentVariable(Requirements.Variable));
        payload = payload with { Code = IsForeign(payload) ? null : Surroundings.Code };
        payload.Save(folder);
        return payload;
    }

    /// <summary>Whether what was driven is no work of this checkout: nobody here can say of which commit an installed program is.</summary>
    private static bool IsForeign(Payload payload) => payload.CliPath is not null && Environment.GetEnvironmentVariable("PROOFS_PROGRAM") is { Length: > 0 };

    /// <summary>Texts of a runner or a program, so that they stay on their line and are no command to whoever reads a log. Source: GitHub, workflow commands.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Replace("::", ": :", StringComparison.Ordinal).Replace("##[", "# #[", StringComparison.Ordinal);

    /// <summary>What a proof came to, in words.</summary>
    /// <param name="payload">The payload.</param>
    public static string Describe(Payload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        StringBuilder text = new($"{payload.Proof} ({payload.Grade}): {payload.Result}\n");
        if (payload.RootCause is { } cause)
        {
            text.Append($"{cause.Code}: {Plain(cause.Message)}\nnext: {Plain(cause.Next)}\n");
        }

        if (payload.SkipReason is { } reason)
        {
            text.Append($"{Plain(reason)}\n");
        }

        foreach (Claim claim in payload.Claims)
        {
            text.Append($"  {claim.Result,-13} {claim.Id}: {claim.Statement}\n");
            if (claim.Result == "fail")
            {
                text.Append($"    expected {Plain(claim.Expected?.ToJsonString() ?? "null")}\n    saw      {Plain(claim.Actual?.ToJsonString() ?? "null")}\n");
            }
        }

        return text.Append($"payload: {Path.Combine(Surroundings.OutputFolder, payload.FileName)}\n").ToString();
    }
}
