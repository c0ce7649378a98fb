namespace Proofs.Evidence.Payloads;

/// <summary>How much a payload's evidence proves, from nothing up. Each value's word is its name in snake case.</summary>
internal enum PayloadGrade
{
    /// <summary>Nobody was asked.</summary>
    Stub,

    /// <summary>An answer of an earlier time was played again.</summary>
    Recorded,

    /// <summary>A server on the same machine answered.</summary>
    Loopback,

    /// <summary>Nobody saw who answered.</summary>
    Unobserved,

    /// <summary>A host answered that is not the provider's own.</summary>
    CustomEndpoint,

    /// <summary>The provider's own host answered.</summary>
    Live,
}

/// <summary>The words of grades.</summary>
internal static class PayloadGrades
{
    /// <summary>Every word, lowest grade first.</summary>
    internal static IReadOnlyList<string> Words { get; } = ["stub", "recorded", "loopback", "unobserved", "custom_endpoint", "live"];

    internal static string Word(this PayloadGrade grade) => Words[(int)grade];

    /// <summary>The grade of a word, or null.</summary>
    internal static PayloadGrade? Find(string? word)
    {
        for (int i = 0; i < Words.Count; i++)
        {
            if (Words[i] == word)
            {
                return (PayloadGrade)i;
            }
        }

        return null;
    }
}
