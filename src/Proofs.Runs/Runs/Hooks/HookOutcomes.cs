using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>What a hook's answer means for the phase.</summary>
/// <param name="Verdict">The hook's word, or what stands for it.</param>
/// <param name="Action">The orchestrator_action of the audit.</param>
/// <param name="Message">For people, or null.</param>
internal sealed record HookOutcome(string Verdict, string Action, string? Message)
{
    internal JsonElement? Annotations { get; init; }

    /// <summary>Whether the phase ends here.</summary>
    internal bool Stops { get; init; }
}

/// <summary>
/// Decides what comes of a hook's answer. Only a blocking hook stops the phase, and it does so by every answer that is not a clear allow or warn: no
/// answer in time, a failure, an answer that nobody can read. Source: AgentXchain protocol v7, hooks.
/// </summary>
internal static class HookOutcomes
{
    internal const string Continued = "continued";
    internal const string Skipped = "skipped";
    internal const string Tampered = "aborted_tamper";

    /// <summary>The longest message and the longest excerpt that are kept, in characters.</summary>
    private const int MostCharacters = 2000;

    /// <summary>Decides.</summary>
    /// <param name="phase">The phase of hooks.</param>
    /// <param name="hook">Who was asked.</param>
    /// <param name="answer">What came back.</param>
    internal static HookOutcome Judge(string phase, Hook hook, HookAnswer answer)
    {
        bool canStop = hook.IsBlocking && !ConfigurationWords.AdvisoryHookPhases.Contains(phase, StringComparer.Ordinal);
        if (answer.TimedOut)
        {
            return Bad(canStop, "_timeout", $"It did not answer within {hook.TimeoutMs} ms.");
        }

        if ((answer.Failure ?? (answer.ExitCode is not (null or 0) ? $"It ended with code {answer.ExitCode}." : null)) is { } failure)
        {
            return Bad(canStop, "_failure", failure);
        }

        return HookWord.Read(answer, out string fault) is not { } word ? Bad(canStop, "_invalid_output", $"Its answer cannot be used: {fault}.")
            : word.Verdict is HookWord.Block ? (canStop ? Bad(canStop, string.Empty, word.Message) : Bad(canStop, "_block", word.Message)) with { Annotations = word.Annotations }
            : new(word.Verdict, word.Verdict is HookWord.Warn ? "warned" : Continued, Cut(word.Message)) { Annotations = word.Annotations };
    }

    /// <summary>The same for a hook that changed what it must not; that stops every phase, whoever asked.</summary>
    /// <param name="outcome">What its answer would have led to.</param>
    /// <param name="changed">The files it changed.</param>
    /// <param name="failures">Why some of them could not be put back.</param>
    internal static HookOutcome ForTamper(HookOutcome outcome, IReadOnlyList<string> changed, IReadOnlyList<string> failures) => outcome with
    {
        Action = Tampered,
        Message = Cut($"It changed {string.Join(", ", changed)}; {(failures.Count == 0 ? "everything was put back." : $"not all could be put back: {string.Join(" ", failures)}")}"),
        Annotations = null,
        Stops = true,
    };

    /// <summary>The beginning of what a hook wrote; what is no UTF-8 is replaced.</summary>
    internal static string? Excerpt(ReadOnlyMemory<byte> written) => written.IsEmpty ? null : Cut(Encoding.UTF8.GetString(written.Span[..Math.Min(written.Length, 4 * MostCharacters)]));

    private static HookOutcome Bad(bool canStop, string kind, string? message) =>
        new(canStop ? HookWord.Block : HookWord.Warn, (canStop ? "blocked" : "warned") + kind, Cut(message)) { Stops = canStop };

    private static string? Cut(string? text)
    {
        if (text is null || text.Length <= MostCharacters)
        {
            return text;
        }

        // Half a character cannot be written.
        return text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
    }
}
