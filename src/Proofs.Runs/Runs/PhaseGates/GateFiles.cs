using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>A file without which a phase does not end.</summary>
/// <param name="Path">Relative to the project with '/' between the parts, or as the configuration has it when that leads outside.</param>
/// <param name="IsInside">Whether it is a path inside the project.</param>
/// <param name="Declared">What the phase's artifacts say of it.</param>
internal sealed record GateFile(string Path, bool IsInside, IReadOnlyList<PhaseArtifact> Declared);

/// <summary>The files without which a phase does not end.</summary>
internal static class GateFiles
{
    /// <summary>Those of the gate, then those of the phase; each once, in the order of the configuration.</summary>
    internal static IReadOnlyList<GateFile> Of(RunConfiguration configuration, Phase phase, PhaseGate gate)
    {
        IReadOnlyList<PhaseArtifact> artifacts = configuration.WorkflowKit.GetValueOrDefault(phase.Name) ?? [];
        IEnumerable<string> paths = gate.RequiresFiles.Concat(artifacts.Where(artifact => artifact.Required).Select(artifact => artifact.Path));
        return [.. paths.Select(path => (Found: Confine(path), Path: path)).DistinctBy(each => each.Found ?? each.Path, StringComparer.Ordinal)
            .Select(each => new GateFile(each.Found ?? each.Path, each.Found is not null, [.. artifacts.Where(artifact => (Confine(artifact.Path) ?? artifact.Path) == (each.Found ?? each.Path))]))];
    }

    /// <summary>A path inside the project in the one form that a file's meaning is known by, or null when it may lead outside.</summary>
    internal static string? Confine(string path)
    {
        string[] parts = [.. path.Replace('\\', '/').Split('/').Where(part => part is not ("" or "."))];
        bool isRooted = path is ['/' or '\\', ..] or [_, ':', ..];
        return parts.Length > 0 && !isRooted && !parts.Contains("..", StringComparer.Ordinal) && !path.Any(char.IsControl) ? string.Join('/', parts) : null;
    }
}
