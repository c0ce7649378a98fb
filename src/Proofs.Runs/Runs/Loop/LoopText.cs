namespace Proofs.Runs.Runs.Loop;

/// <summary>Words of callbacks and workers on their way into the run's records.</summary>
internal static class LoopText
{
    /// <summary>No reason is nearly as long.</summary>
    private const int Longest = 2000;

    /// <summary>A text of bearable length, or something in its place when it says nothing.</summary>
    internal static string Clip(string? text, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return otherwise;
        }

        return text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }
}
