using System.Globalization;

namespace Proofs.Evidence;

/// <summary>Numbers as ECMAScript writes them, which RFC 8785 demands. Source: ECMA-262, Number::toString; RFC 8785, section 3.2.2.3.</summary>
internal static class EcmaScriptNumber
{
    /// <summary>From this many digits before the point on, the exponent is written.</summary>
    private const int MostWholeDigits = 21;

    /// <summary>From this many zeros behind the point on, the exponent is written.</summary>
    private const int MostLeadingZeros = 6;

    /// <summary>Writes a finite number with as few digits as tell it from every other.</summary>
    internal static string Format(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        (string digits, int point) = Shortest(Math.Abs(number));
        string sign = number < 0 ? "-" : string.Empty;
        return sign + (point is > 0 and <= MostWholeDigits ? Whole(digits, point)
            : point is <= 0 and > -MostLeadingZeros ? $"0.{new string('0', -point)}{digits}"
            : Exponential(digits, point - 1));
    }

    private static string Whole(string digits, int point) =>
        digits.Length <= point ? digits + new string('0', point - digits.Length) : $"{digits[..point]}.{digits[point..]}";

    private static string Exponential(string digits, int exponent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : string.Empty)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");

    /// <summary>The significant digits, and how many of them stand before the point.</summary>
    private static (string Digits, int Point) Shortest(double number)
    {
        // .NET finds the shortest digits that read back as the same number; only where it puts them differs.
        string[] parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        int dot = parts[0].IndexOf('.', StringComparison.Ordinal);
        int whole = dot < 0 ? parts[0].Length : dot;
        string all = parts[0].Replace(".", string.Empty, StringComparison.Ordinal);
        string trimmed = all.TrimStart('0');
        return (trimmed.TrimEnd('0'), whole - (all.Length - trimmed.Length) + exponent);
    }
}
