using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Proofs.Git.Trailers;
using Proofs.Texts;

namespace Proofs.Tests.Git.Trailers;

public sealed partial class NearMissFuzzTests
{
    private const string Key = "Feature-Key";

    [Fact]
    public void Hostile_messages_are_explained_without_a_crash_and_with_lines_that_exist()
    {
        Dictionary<string, int> reasons = new(StringComparer.Ordinal);
        for (int number = 0; number < Fuzz.Cases; number++)
        {
            byte[] message = new HostileMessages(Fuzz.Of(number)).Next();
            bool hasTrailer = new TrailerReader(message).Read("Feature-Key"u8);
            if (NearMiss.Find(message, Key) is not { } found || hasTrailer)
            {
                continue;
            }

            string[] lines = Encoding.UTF8.GetString(message).Split('\n');
            string shown = $"seed {Fuzz.Seed}, case {number}: line {found.Line} {found.Why}: {Fuzz.Escape(message)}";
            Assert.True(found.Line >= 1 && found.Line <= lines.Length, shown);
            Assert.True(Lookalikes.Fold(lines[found.Line - 1]).Replace("\0", "", StringComparison.Ordinal).Contains(Lookalikes.Fold(Key), StringComparison.OrdinalIgnoreCase), shown);
            Assert.False(found.Why == "is not in the trailer block", $"No reason is known. {shown}");
            Match other = OtherLine().Match(found.Why);
            Assert.True(!other.Success || IsOtherLine(lines, found.Line, int.Parse(other.Groups["line"].Value, CultureInfo.InvariantCulture), other.Groups["kind"].Value), shown);
            string reason = other.Success ? other.Groups["kind"].Value : found.Why.Split(" U+")[0];
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        // Every kind of explanation must have been met, or the fuzz shows nothing about it.
        string met = string.Join(", ", reasons.Select(pair => $"{pair.Key}: {pair.Value}"));
        Assert.True(reasons.Count >= 9 && reasons.Values.All(count => count >= Fuzz.Cases / 1000), met);
    }

    [Fact]
    public void Arbitrary_bytes_are_no_crash()
    {
        for (int number = 0; number < Fuzz.Cases; number++)
        {
            Random random = Fuzz.Of(number);
            byte[] message = new byte[random.Next(300)];
            random.NextBytes(message);
            // A key somewhere in the noise, or hardly ever anything would be explained.
            "Feature-Key:"u8[..Math.Min(12, message.Length)].CopyTo(message.AsSpan(random.Next(Math.Max(1, message.Length - 11))));
            _ = NearMiss.Find(message, Key);
            _ = NearMiss.Find(message, "F");
            _ = NearMiss.Find(HostileCommits.Of(number), Key);
        }
    }

    /// <summary>Prose is no blank line; another paragraph begins below the key, behind a line that ends the one before.</summary>
    private static bool IsOtherLine(string[] lines, int line, int other, string kind)
    {
        string text = lines[other - 1].Split('\0')[0];
        bool isBlank = text.Trim(' ', '\t', '\r').Length == 0;
        return !isBlank && other != line && !text.StartsWith('#') && (kind == "is prose" || other > line + 1);
    }

    [GeneratedRegex("because line (?<line>[0-9]+) (?<kind>is prose|begins another paragraph)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherLine();
}
