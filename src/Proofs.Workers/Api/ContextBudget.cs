using System.Globalization;
using System.Text;

namespace Proofs.Workers.Api;

/// <summary>
/// Shortens a context until a prompt fits a model's window: whole sections first become shorter, then go, the least important first. What says what is to be
/// done stays whole.
/// </summary>
internal static class ContextBudget
{
    /// <summary>What stands in front of a message and behind it, in tokens.</summary>
    private const long Around = 64;

    private const string Gone = "\n(Left out: it did not fit into the model's window.)\n";
    private const string Shortened = "\n(Shortened: the rest did not fit into the model's window.)\n";

    /// <summary>From the least important on. Every other section stays whole: goal, state, authority and delegated work are the task itself.</summary>
    private static readonly string[] Droppable = ["Advisory Warnings", "Phase Gate Status", "Decision History", "Last Accepted Turn", "Gate Required Files"];

    /// <summary>
    /// How many tokens a text has at most, by rule of thumb: a third of its bytes. Prose takes about a quarter; only texts of rare signs take more than a
    /// third, which the margin is there for. It is an estimate, and no tokenizer of a provider.
    /// </summary>
    internal static long Tokens(string text) => (Encoding.UTF8.GetByteCount(text) + 2) / 3;

    /// <summary>Fits a prompt.</summary>
    /// <param name="bundle">The pages.</param>
    /// <param name="settings">The window and what is kept free of it; without a window everything fits.</param>
    /// <param name="message">The message; null when even the shortest does not fit.</param>
    /// <returns>Why it does not fit, or null.</returns>
    internal static string? Fit(Bundle bundle, ApiSettings settings, out string? message)
    {
        message = bundle.Message();
        if (settings.WindowTokens is not { } window)
        {
            return null;
        }

        long room = window - settings.MaxOutputTokens - settings.MarginTokens - Around - Tokens(Models.System);
        List<ContextSection> sections = ContextSection.Read(bundle.Context);
        foreach (string name in Droppable)
        {
            long over = Tokens(message) - room;
            if (over <= 0)
            {
                return null;
            }

            for (int i = 0; i < sections.Count; i++)
            {
                sections[i] = sections[i].Name == name ? sections[i].Shorten(over * 3, Shortened, Gone) : sections[i];
            }

            message = (bundle with { Context = string.Concat(sections.Select(section => section.Text)) }).Message();
        }

        long needed = Tokens(message);
        if (needed <= room)
        {
            return null;
        }

        message = null;
        return string.Create(CultureInfo.InvariantCulture, $"The prompt needs about {needed} tokens at its shortest, and {Math.Max(0, room)} are free: {window} of the window, less {settings.MaxOutputTokens} for the answer and {settings.MarginTokens} of margin.");
    }
}
