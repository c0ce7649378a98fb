using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>Every path that a result names: inside the project, and none of those that no turn may touch.</summary>
internal static class PathClaims
{
    internal static IEnumerable<Problem> Check(Candidate candidate) => All(candidate).Select(claim => Wrong(claim.Field, claim.Path, candidate.Context.TurnId)).OfType<Problem>();

    /// <summary>
    /// Whether an artifact's reference names a file: it is neither a plain word nor something with a scheme (<c>git:…</c>). <c>file:</c> is a file,
    /// and so are what begins with a drive and what climbs, so that none gets past the rules for paths.
    /// </summary>
    internal static bool IsPath(string reference) => !reference.All(each => char.IsAsciiLetterOrDigit(each) || each is '_' or '-') && !HasScheme(reference);

    /// <summary>The files that a turn says are its work: changed, made, or left by its verification to be kept.</summary>
    internal static IEnumerable<string> Work(Candidate candidate) =>
        [.. candidate.Result.FilesChanged, .. candidate.Result.ArtifactsCreated, .. candidate.ProducedFiles.Where(IsKept).Select(file => file.Path)];

    /// <summary>Whether a file that the verification left is to be kept.</summary>
    internal static bool IsKept(ProducedFile file) => file.Disposition == "artifact";

    private static IEnumerable<(string Field, string Path)> All(Candidate candidate)
    {
        TurnResult result = candidate.Result;
        IEnumerable<(string Field, string Path)> listed =
        [
            .. result.FilesChanged.Select((path, index) => ($"files_changed[{index}]", path)),
            .. result.ArtifactsCreated.Select((path, index) => ($"artifacts_created[{index}]", path)),
            .. candidate.ProducedFiles.Select((file, index) => ($"verification.produced_files[{index}].path", file.Path)).Where(claim => claim.Path.Length > 0),
            .. candidate.ProposedChanges.Select((change, index) => ($"proposed_changes[{index}].path", change.Path)),
        ];
        return result.Artifact?.Ref is { } reference && IsPath(reference) ? listed.Append(("artifact.ref", reference)) : listed;
    }

    private static Problem? Wrong(string field, string path, string turnId)
    {
        if (!ProjectPath.TryNormalize(path, out string normalized))
        {
            return new(RunCodes.PathOutsideProject, $"{field} \"{Text.Short(path)}\" is not a path inside the project.") { Field = field, Actual = Text.Short(path) };
        }

        return ProjectPath.IsReserved(normalized, turnId)
            ? new(RunCodes.ReservedPathViolation, $"Turn result claims modification of reserved path: {normalized}") { Field = field, Path = normalized }
            : null;
    }

    private static bool HasScheme(string reference)
    {
        int colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon > 1
            && reference.AsSpan(0, colon).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz") < 0
            && !reference.StartsWith("file:", StringComparison.Ordinal)
            && !reference.Any(each => char.IsControl(each) || each == '\\')
            && !reference.Split('/').Contains("..", StringComparer.Ordinal);
    }
}
