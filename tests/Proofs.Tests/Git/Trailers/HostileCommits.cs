using System.Globalization;
using System.Text;
using Proofs.Git;

namespace Proofs.Tests.Git.Trailers;

/// <summary>Whole commit objects around hostile messages, some in another encoding.</summary>
internal static class HostileCommits
{
    private static readonly string[] Utf8Names = ["UTF-8", "utf8", "utf-8", "UTF8"];

    private static readonly string[] Known = [.. CommitEncoding.Names.Order(StringComparer.Ordinal)];

    private static readonly string[] Strange = ["", " ", "koi8-r ", " koi8-r", "no-such", "utf_8", "UTF-16", "shift_jis", "iso-8859-1//TRANSLIT", "utf-8\r", "iso-8859-1\xA0"];

    private static readonly string[] OtherHeaders =
    [
        "gpgsig -----BEGIN PGP SIGNATURE-----\n \n encoding koi8-r\n -----END PGP SIGNATURE-----\n", "HG:extra encoding:x\n", "encodings koi8-r\n", "encoding\n", "Encoding koi8-r\n", " encoding koi8-r\n", "mergetag object 1\n type commit\n \n Feature-Key: bd-1\n",
    ];

    /// <summary>The case with this number; no two are equal, because the time is the number.</summary>
    internal static byte[] Of(int number)
    {
        Random random = Fuzz.Of(number);
        HostileMessages messages = new(random);
        StringBuilder header = new("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n");
        string author = random.Next(20) == 0 ? "A \xC4\x9A Thor" : "A U Thor";
        header.Append(CultureInfo.InvariantCulture, $"author {author} <author@example.com> {number} +0000\ncommitter C <c@example.com> {number} +0000\n");
        Some(4, OtherHeaders);
        bool isEncoded = random.Next(100) < 35;
        if (isEncoded)
        {
            string name = random.Next(100) switch { < 80 => Known[random.Next(Known.Length)], < 93 => Utf8Names[random.Next(Utf8Names.Length)], _ => Strange[random.Next(Strange.Length)] };
            header.Append(CultureInfo.InvariantCulture, $"encoding {(random.Next(4) == 0 ? name.ToUpperInvariant() : name)}\n");
        }

        Some(4, OtherHeaders);
        Some(2, ["encoding koi8-r\n", "encoding UTF-8\n"]);
        byte[] message = messages.Next();
        message = isEncoded && random.Next(100) < 70 ? messages.WithHighBytes(message) : message;
        return [.. Encoding.Latin1.GetBytes(header.Append('\n').ToString()), .. message];

        void Some(int percent, string[] lines) => header.Append(random.Next(100) < percent ? lines[random.Next(lines.Length)] : string.Empty);
    }
}
