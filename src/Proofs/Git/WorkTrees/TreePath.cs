using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>
/// Names on disk are bytes, and paths here are text. A name that is valid UTF-8 without control characters and backslashes stands for itself;
/// every other one is quoted as git quotes it (<c>"a\nb"</c>, <c>"\377"</c>). A quoted name holds a backslash and no other does, so that no
/// two names have the same text.
/// </summary>
public static class TreePath
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the text stands for itself, so that a file can be opened by it.</summary>
    /// <param name="path">A path of a snapshot.</param>
    public static bool IsPlain(string path) => !(path ?? throw new ArgumentNullException(nameof(path))).Contains('\\', StringComparison.Ordinal);

    /// <summary>The text of a name.</summary>
    internal static string Of(ReadOnlySpan<byte> name)
    {
        bool isAscii = true;
        foreach (byte each in name)
        {
            if (each is < 0x20 or 0x7F or (byte)'\\')
            {
                return Quote(name);
            }

            isAscii &= each < 0x80;
        }

        if (isAscii)
        {
            return Encoding.ASCII.GetString(name);
        }

        try
        {
            string text = Strict.GetString(name);
            return text.Any(char.IsControl) ? Quote(name) : text;
        }
        catch (DecoderFallbackException)
        {
            // Names on disk may be any bytes.
            return Quote(name);
        }
    }

    private static string Quote(ReadOnlySpan<byte> name)
    {
        StringBuilder quoted = new("\"");
        foreach (byte each in name)
        {
            quoted.Append(each switch
            {
                (byte)'\\' => "\\\\",
                (byte)'"' => "\\\"",
                (byte)'\n' => "\\n",
                (byte)'\t' => "\\t",
                < 0x20 or >= 0x7F => "\\" + Convert.ToString(each, 8).PadLeft(3, '0'),
                _ => ((char)each).ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
