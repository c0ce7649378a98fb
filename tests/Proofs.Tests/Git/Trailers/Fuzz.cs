using System.Globalization;
using System.Text;

namespace Proofs.Tests.Git.Trailers;

/// <summary>How much to fuzz, and how to show what was found.</summary>
internal static class Fuzz
{
    /// <summary>Set PROOFS_FUZZ_SEED for other cases than the usual ones.</summary>
    internal static int Seed { get; } = Setting("PROOFS_FUZZ_SEED", 20_240_607);

    /// <summary>Set PROOFS_FUZZ_CASES for more or fewer.</summary>
    internal static int Cases { get; } = Setting("PROOFS_FUZZ_CASES", 6_000);

    /// <summary>A case depends on seed and number only, so one can be looked at alone.</summary>
    internal static Random Of(int number) => new(unchecked((Seed * 1_000_003) + number));

    /// <summary>Any bytes as a C# string literal would show them.</summary>
    internal static string Escape(ReadOnlySpan<byte> bytes)
    {
        StringBuilder shown = new();
        foreach (byte value in bytes)
        {
            _ = value switch
            {
                (byte)'\n' => shown.Append("\\n"),
                (byte)'\r' => shown.Append("\\r"),
                (byte)'\t' => shown.Append("\\t"),
                (byte)'\\' => shown.Append("\\\\"),
                < 0x20 or > 0x7E => shown.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
                _ => shown.Append((char)value),
            };
        }

        return shown.ToString();
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
