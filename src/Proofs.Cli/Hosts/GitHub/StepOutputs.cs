using System.Security.Cryptography;
using System.Text;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// The step's outputs, in the form that can hold any value: <c>name&lt;&lt;DELIMITER</c>, the value, the delimiter. Source: actions/runner,
/// FileCommandManager.cs. The delimiter is random and occurs in neither name nor value, so that no value can end its output and begin another.
/// </summary>
internal static class StepOutputs
{
    /// <summary>The text to append to the file.</summary>
    /// <param name="outputs">Names and values, in order.</param>
    internal static string Format(IEnumerable<KeyValuePair<string, string>> outputs)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in outputs)
        {
            string delimiter = Delimiter();
            while (name.Contains(delimiter, StringComparison.Ordinal) || value.Contains(delimiter, StringComparison.Ordinal))
            {
                delimiter = Delimiter();
            }

            text.Append(name).Append("<<").Append(delimiter).Append('\n').Append(value).Append('\n').Append(delimiter).Append('\n');
        }

        return text.ToString();
    }

    private static string Delimiter() => "proofs_" + RandomNumberGenerator.GetHexString(32, lowercase: true);
}
