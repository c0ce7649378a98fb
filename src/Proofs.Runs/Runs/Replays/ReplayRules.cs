using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Replays;

/// <summary>What running the declared commands again says about a turn's word.</summary>
internal static class ReplayRules
{
    /// <summary>
    /// Weighs it. Every declared command has to end with 0. Where the turn names one of them and another code than the one it ends with now, that is a
    /// mismatch too.
    /// </summary>
    /// <param name="declared">The commands that the project declares.</param>
    /// <param name="codes">What each ended with, in the same order.</param>
    /// <param name="claims">What the turn says it ran.</param>
    /// <param name="now">When.</param>
    internal static VerificationReplay Weigh(IReadOnlyList<IReadOnlyList<string>> declared, IReadOnlyList<int> codes, IReadOnlyList<MachineEvidence> claims, DateTimeOffset now)
    {
        bool matches = declared.Count == codes.Count && codes.All(code => code == 0)
            && claims.All(claim => !declared.Any(command => Names(claim, command)) || claim.ExitCode == 0);
        return new()
        {
            Overall = declared.Count == 0 ? "not_executed" : matches ? "match" : "mismatch",
            ReplayedAt = now,
            Commands = [.. declared.Zip(codes, (command, code) => new MachineEvidence { Command = Line(command), Argv = command, ExitCode = code, ExpectedExitCode = 0 })],
        };
    }

    /// <summary>Whether a claim is about a declared command: the same arguments one by one, or, without arguments, their text with single blanks between.</summary>
    internal static bool Names(MachineEvidence claim, IReadOnlyList<string> command) =>
        claim.Argv is { } arguments ? arguments.SequenceEqual(command, StringComparer.Ordinal) : claim.Command == Line(command);

    private static string Line(IReadOnlyList<string> command) => string.Join(' ', command);
}
