using System.Text.Json;

namespace Proofs.Evidence.Payloads;

/// <summary>
/// Reads what <c>gh attestation verify FILE --format json</c> printed for some files, put into one list with <c>jq -s add</c>. gh verified the
/// signatures; here only its findings are read. Source: cli.github.com/manual/gh_attestation_verify.
/// </summary>
internal static class AttestationFile
{
    /// <summary>In bytes; one attestation has about twenty thousand.</summary>
    internal const long Largest = 32L << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; no link is followed.</param>
    /// <returns>What it holds, or why nothing.</returns>
    internal static AttestationReading Read(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            ConfinedFile file = Directory.Exists(Path.GetDirectoryName(full)) ? new ConfinedFiles(Path.GetDirectoryName(full)!).Read(Path.GetFileName(full), Largest) : ConfinedFile.None;
            return file.Kind == ConfinedKind.File ? Parse(file.Content) : new([], default, file.Kind == ConfinedKind.Absent ? "it is not there" : "it is no regular file");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The file is the caller's; that it cannot be read is an answer to the caller.
            return new([], default, failed.Message.TrimEnd('.'));
        }
    }

    /// <summary>Reads its content.</summary>
    internal static AttestationReading Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = HostileJson.Open(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? new([.. document.RootElement.EnumerateArray().Select((item, index) => One(new(item, $"[{index}]")))], bytes)
                : new([], bytes, "it is no list");
        }
        catch (PayloadException wrong)
        {
            return new([], bytes, wrong.Message);
        }
    }

    private static Attestation One(JsonFields entry)
    {
        JsonFields result = entry.Of("verificationResult");
        JsonFields certificate = result.Of("signature").Of("certificate");
        return new(
            [.. result.Of("statement").List("subject").Select(subject => subject.Of("digest").TextIfThere("sha256")).OfType<string>()],
            certificate.TextIfThere("sourceRepositoryDigest"),
            certificate.TextIfThere("sourceRepositoryURI"),
            certificate.TextIfThere("runInvocationURI"));
    }
}

/// <summary>A verified statement about files, and who signed it.</summary>
/// <param name="Subjects">The SHA-256 of each file, in lower-case hexadecimal digits.</param>
/// <param name="Commit">The commit at which the workflow ran, or null.</param>
/// <param name="Repository">The address of its repository, or null.</param>
/// <param name="Run">The address of the run and its attempt, or null.</param>
internal sealed record Attestation(IReadOnlyList<string> Subjects, string? Commit, string? Repository, string? Run);

/// <summary>What a file of attestations holds.</summary>
/// <param name="Attestations">All of them.</param>
/// <param name="Content">The file's bytes.</param>
/// <param name="Problem">Why there are none, or null.</param>
internal sealed record AttestationReading(IReadOnlyList<Attestation> Attestations, ReadOnlyMemory<byte> Content, string? Problem = null);
