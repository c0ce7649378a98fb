using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Verdicts;

namespace Proofs.Cli.Init;

/// <summary><c>proofs init</c>: a project to begin with.</summary>
internal static class InitCommand
{
    internal static Command Create(Terminal terminal)
    {
        OutputOptions output = new();
        Argument<DirectoryInfo?> folder = new("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder (default: the current one)." };
        Option<string?> template = new("--template") { Description = "What to begin with (default: manual).", HelpName = "NAME" };
        Option<bool> list = new("--list") { Description = "Tell the templates and write nothing." };
        template.AcceptOnlyFromAmong([.. ProjectTemplate.All.Select(each => each.Name)]);
        Command command = new("init", "Write a project's agentxchain.json from a template; nothing is ever overwritten.") { folder, template, list };
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            bool json = output.WantsJson(parsed);
            FileInfo? file = parsed.GetValue(output.File);
            if (file is not null && OutputFile.Check(file) is { } unwritable)
            {
                return Refusals.Report(terminal, json, unwritable);
            }

            ReadOnlyMemory<byte> page;
            if (parsed.GetValue(list))
            {
                page = json ? InitPage.Templates() : InitPage.TemplatesText();
            }
            else
            {
                ProjectTemplate chosen = ProjectTemplate.All.Single(each => each.Name == (parsed.GetValue(template) ?? "manual"));
                string place = parsed.GetValue(folder)?.FullName ?? Directory.GetCurrentDirectory();
                if (NewProject.Write(place, chosen) is { } refused)
                {
                    return Refusals.Report(terminal, json, refused, file);
                }

                InitPage written = new(place, chosen, NewProject.IsInRepository(place));
                page = json ? written.Document() : written.Text();
            }

            terminal.Bytes.Write(page.Span);
            return file is not null && OutputFile.Write(file, page.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : ExitCodes.Pass;
        });
        return command;
    }
}
