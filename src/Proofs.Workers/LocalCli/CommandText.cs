using System.Text;

namespace Proofs.Workers.LocalCli;

/// <summary>A command that stands in one text. It is taken apart at blanks; quotes and backslashes hold together, and nothing else has a meaning, for there is no shell.</summary>
internal static class CommandText
{
    /// <summary>Its arguments; null when a quote does not end.</summary>
    internal static IReadOnlyList<string>? Split(string text)
    {
        List<string> arguments = [];
        StringBuilder? argument = null;
        char quote = '\0';
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            bool isEscape = c == '\\' && quote != '\'' && at + 1 < text.Length && (quote == '\0' || text[at + 1] is '"' or '\\');
            if (isEscape)
            {
                (argument ??= new()).Append(text[++at]);
            }
            else if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                }
                else
                {
                    argument!.Append(c);
                }
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                argument ??= new();
            }
            else if (c is ' ' or '\t' or '\n' or '\r')
            {
                if (argument is not null)
                {
                    arguments.Add(argument.ToString());
                    argument = null;
                }
            }
            else
            {
                (argument ??= new()).Append(c);
            }
        }

        if (argument is not null)
        {
            arguments.Add(argument.ToString());
        }

        return quote == '\0' ? arguments : null;
    }
}
