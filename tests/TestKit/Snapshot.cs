using System.Runtime.CompilerServices;

namespace TestKit;

/// <summary>Approved files, with Verify's convention: Class.Method.verified.txt beside the test; a difference leaves .received.txt there.</summary>
public static class Snapshot
{
    /// <summary>Compares with the approved file; the test fails when it differs or is not there.</summary>
    public static void Verify(string text, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{member}");
        string received = stem + ".received.txt";
        string approved = File.Exists(stem + ".verified.txt") ? File.ReadAllText(stem + ".verified.txt") : string.Empty;
        if (approved == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        throw new InvalidOperationException($"Not as approved. If the new text is right: mv '{received}' '{stem}.verified.txt'\n{text}");
    }
}
