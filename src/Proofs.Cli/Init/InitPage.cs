using System.Text;
using Proofs.Cli.Hosts;
using Proofs.Evidence;
using Proofs.Texts;

namespace Proofs.Cli.Init;

/// <summary>What is told of a new project: <c>proofs.init/v1</c>, and of templates: <c>proofs.templates/v1</c>.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Template">What it was made from.</param>
/// <param name="IsRepository">Whether it is in a git repository.</param>
internal sealed record InitPage(string Folder, ProjectTemplate Template, bool IsRepository)
{
    private IEnumerable<string> Files => Template.Files(NewProject.Id(Folder)).Select(file => file.Key);

    private IEnumerable<string> Notes =>
    [
        $"It needs {Template.Needs}.",
        .. Template.IsPlayed ? Array.Empty<string>() : ["Say in agentxchain.json under project.goal what is to be reached; every turn reads it."],
        "verification.commands in agentxchain.json is run again whenever a turn says that it passes: put the project's own tests there, one list of arguments for each command.",
        .. IsRepository ? Array.Empty<string>() : ["This is no git repository: without one, the work of turns is not committed and can be compared with nothing."],
        "Runs keep their records in .agentxchain/; ignore that folder or commit it, as you like.",
    ];

    private IEnumerable<string> Next =>
    [
        .. Folder == Directory.GetCurrentDirectory() ? Array.Empty<string>() : [$"cd {ShellText.Quote(Folder)}"],
        .. IsRepository || Template.IsPlayed ? Array.Empty<string>() : ["git init"],
        .. IsRepository || !Template.IsPlayed ? [$"git add {string.Join(' ', Files)} && git commit -m \"Begin a governed project\""] : Array.Empty<string>(),
        Template.Run,
        "proofs status",
    ];

    internal static ReadOnlyMemory<byte> TemplatesText() => Lines(ProjectTemplate.All.SelectMany(each => new[] { $"{each.Name,-12} {each.Description}", $"{string.Empty,-12} Needs {each.Needs}." }));

    internal static ReadOnlyMemory<byte> Templates() => JsonText.Write(json =>
    {
        json.WriteString("schema", "proofs.templates/v1");
        json.WriteStartArray("templates");
        foreach (ProjectTemplate template in ProjectTemplate.All)
        {
            json.WriteStartObject();
            json.WriteString("name", template.Name);
            json.WriteString("description", template.Description);
            json.WriteString("needs", template.Needs);
            json.WriteString("run", template.Run);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    internal ReadOnlyMemory<byte> Document() => JsonText.Write(json =>
    {
        json.WriteString("schema", "proofs.init/v1");
        json.WriteString("folder", Folder);
        json.WriteString("template", Template.Name);
        DocumentParts.Texts(json, "files", Files);
        DocumentParts.Texts(json, "notes", Notes);
        DocumentParts.Texts(json, "next", Next);
    });

    internal ReadOnlyMemory<byte> Text() => Lines(
    [
        $"Project created: {Folder} ({Template.Name})",
        .. Files.Select(file => $"  Wrote:   {file}"),
        .. Notes.Select(note => $"  Note:    {note}"),
        .. Next.Select(next => $"  Next:    {next}"),
    ]);

    private static ReadOnlyMemory<byte> Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => SafeText.Neutralise(line) + "\n")));
}
