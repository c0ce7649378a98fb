using System.Text;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>
/// What the files of gates have to say, judged by what a reader of the rendered document sees. Source: AgentXchain protocol v7, built-in file
/// semantics; its sentences are kept.
/// </summary>
internal static class FileSemantics
{
    /// <summary>The longest text that is read, in bytes of UTF-8: a megabyte.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>The meaning that wants the sections which the artifact's configuration lists.</summary>
    public const string SectionCheck = WorkflowKits.SectionCheck;

    private static readonly (string Name, string Path, Func<string, IReadOnlyList<MarkdownLine>, string?> Judge)[] BuiltIn =
    [
        ("pm_signoff", ".planning/PM_SIGNOFF.md", Declarations.Signoff),
        ("system_spec", ".planning/SYSTEM_SPEC.md", SectionedDocuments.SystemSpec.Judge),
        ("implementation_notes", ".planning/IMPLEMENTATION_NOTES.md", SectionedDocuments.ImplementationNotes.Judge),
        ("acceptance_matrix", ".planning/acceptance-matrix.md", AcceptanceMatrix.Judge),
        ("ship_verdict", ".planning/ship-verdict.md", Declarations.ShipVerdict),
        ("release_notes", ".planning/RELEASE_NOTES.md", SectionedDocuments.ReleaseNotes.Judge),
    ];

    /// <summary>Every meaning that an artifact's <c>semantics</c> can name.</summary>
    public static IReadOnlyList<string> Names => WorkflowKits.Semantics;

    /// <summary>The meaning that a path always has, or null.</summary>
    /// <param name="path">Relative to the project with '/' between the parts.</param>
    public static string? OfPath(string path) => BuiltIn.FirstOrDefault(meaning => meaning.Path == path).Name;

    /// <summary>Judges a file by the meaning of its path and by those that are declared for it.</summary>
    /// <param name="path">Relative to the project with '/' between the parts.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="declared">What the configuration says of it.</param>
    /// <returns>What is wrong first, or null: it says what it has to, or nothing is wanted of it.</returns>
    public static Problem? Check(string path, string text, params IReadOnlyList<PhaseArtifact> declared)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(declared);
        string? own = OfPath(path);
        PhaseArtifact[] more = [.. declared.Where(artifact => artifact.Semantics is not null && artifact.Semantics != own)];
        if (own is null && more.Length == 0)
        {
            return null;
        }

        if (text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            return new(RunCodes.GateFileTooLarge, $"{path} is longer than {MaxBytes} bytes, so nobody can tell what it says.") { Path = path };
        }

        // Browsers end a comment there, and Markdown does not.
        if (text.Contains("--!>", StringComparison.Ordinal))
        {
            return new(RunCodes.GateFileFailing, $"{path} holds markup that may hide text: end comments with \"-->\".") { Path = path };
        }

        IReadOnlyList<IReadOnlyList<MarkdownLine>> readings = MarkdownReader.Readings(text);
        return (own is null ? null : Judge(own, path, [], readings)) ?? more.Select(artifact => Judge(artifact.Semantics!, path, artifact.RequiredSections, readings)).FirstOrDefault(problem => problem is not null);
    }

    private static Problem? Judge(string name, string path, IReadOnlyList<string> sections, IReadOnlyList<IReadOnlyList<MarkdownLine>> readings)
    {
        Func<string, IReadOnlyList<MarkdownLine>, string?>? judge = name == SectionCheck ? (at, lines) => Sections.Missing(at, lines, sections) : BuiltIn.FirstOrDefault(meaning => meaning.Name == name).Judge;
        return judge is null
            ? new(RunCodes.GateSemanticsUnknown, $"The configuration wants {path} read as \"{name}\", which is not one of {string.Join(", ", Names)}.") { Path = path, Field = "workflow_kit", Actual = name, Allowed = Names }
            : (readings.Select(lines => judge(path, lines)).FirstOrDefault(reason => reason is not null) ?? Hidden(name, path, readings)) is { } reason ? new(RunCodes.GateFileFailing, reason) { Path = path }
            : null;
    }

    /// <summary>What a document says is only worth something when nothing in it can hide the rest.</summary>
    private static string? Hidden(string name, string path, IReadOnlyList<IReadOnlyList<MarkdownLine>> readings)
    {
        bool isLineDecisive = name is "pm_signoff" or "acceptance_matrix" or "ship_verdict";
        return readings.Select(lines => HidingMarkup.Find(path, lines, isLineDecisive)).FirstOrDefault(reason => reason is not null);
    }
}
