using System.Text.Json;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Workers.LocalCli;

/// <summary>The command of a runtime, with what is known of its program, before a turn's own values are put in.</summary>
internal sealed record CommandTemplate
{
    internal const string Prompt = "{prompt}";
    internal const string PromptFile = "{prompt_file}";
    internal const string Bundle = "{bundle}";
    internal const string TurnId = "{turn_id}";

    /// <summary>The program and its arguments.</summary>
    internal IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>What is known of the program.</summary>
    internal AgentProfile? Profile { get; private init; }

    internal PromptTransport Transport { get; private init; }

    /// <summary>Where it starts, as the runtime says it; or null.</summary>
    internal string? WorkingFolder { get; private init; }

    /// <summary>How long it may take to write anything, or null.</summary>
    internal TimeSpan? StartLimit { get; private init; }

    /// <summary>Why it cannot be started, or null.</summary>
    internal string? Problem { get; private init; }

    /// <summary>The template of a runtime.</summary>
    internal static CommandTemplate Of(Runtime runtime)
    {
        IReadOnlyList<string>? command = Words(runtime.Settings, "command", out bool isText);
        if (isText && command is null)
        {
            return new() { Problem = "its command has a quote that does not end" };
        }

        if (command is not [{ Length: > 0 }, ..])
        {
            return new() { Problem = "it names no command" };
        }

        string[] arguments = [.. command, .. Words(runtime.Settings, "args", out _) ?? []];
        AgentProfile? profile = AgentProfiles.Of(arguments[0]);
        bool hasPrompt = arguments.Contains(Prompt, StringComparer.Ordinal);
        if (arguments.FirstOrDefault(argument => argument != Prompt && argument.Contains(Prompt, StringComparison.Ordinal)) is not null)
        {
            return new() { Arguments = arguments, Problem = $"{Prompt} stands inside a longer argument; it can only be a whole one, or {PromptFile} is meant" };
        }

        PromptTransport transport = Text(runtime.Settings, "prompt_transport") switch
        {
            "argv" => PromptTransport.Argument,
            "stdin" => PromptTransport.StandardInput,
            "dispatch_bundle_only" => PromptTransport.BundleOnly,
            _ => hasPrompt ? PromptTransport.Argument
                : profile is null || arguments.Any(IsPathToPrompt) ? PromptTransport.BundleOnly
                : PromptTransport.StandardInput,
        };
        if (profile is null && hasPrompt != transport is PromptTransport.Argument)
        {
            return new() { Arguments = arguments, Transport = transport, Problem = hasPrompt ? $"{Prompt} is among its arguments, but its prompt_transport is not argv" : $"its prompt_transport is argv, but {Prompt} is not among its arguments" };
        }

        return new()
        {
            Arguments = profile is null ? arguments : Headless(arguments, profile, transport),
            Profile = profile,
            // Every program that is known reads standard input; other users of the machine read arguments.
            Transport = profile is not null && transport is PromptTransport.Argument ? PromptTransport.StandardInput : transport,
            WorkingFolder = Text(runtime.Settings, "cwd"),
            StartLimit = Find(runtime.Settings, "startup_watchdog_ms") is { ValueKind: JsonValueKind.Number } limit && limit.TryGetDouble(out double ms) && ms >= 1 ? TimeSpan.FromMilliseconds(Math.Min(ms, int.MaxValue)) : null,
        };
    }

    /// <summary>The arguments of a turn.</summary>
    internal IReadOnlyList<string> For(string prompt, string bundle, string turnId) =>
        [.. Arguments.Select(argument => argument == Prompt ? prompt : Fill(argument, [(PromptFile, Path.Combine(bundle, "PROMPT.md")), (Bundle, bundle), (TurnId, turnId)]))];

    private static bool IsPathToPrompt(string argument) => argument.Contains(PromptFile, StringComparison.Ordinal) || argument.Contains(Bundle, StringComparison.Ordinal);

    /// <summary>Puts values in, once: a value may hold anything, also what looks like a placeholder.</summary>
    private static string Fill(string argument, (string Name, string Value)[] values)
    {
        int first = argument.Length;
        (string Name, string Value) found = default;
        foreach ((string name, string value) in values)
        {
            int at = argument.IndexOf(name, StringComparison.Ordinal);
            if (at >= 0 && at < first)
            {
                (first, found) = (at, (name, value));
            }
        }

        return found.Name is null ? argument : argument[..first] + found.Value + Fill(argument[(first + found.Name.Length)..], values);
    }

    private static string[] Headless(string[] given, AgentProfile profile, PromptTransport transport)
    {
        List<string> arguments = [];
        foreach (string argument in given)
        {
            if (argument != Prompt)
            {
                arguments.Add(argument);
            }
            else if (arguments.Count > 1 && profile.PromptFlags.Contains(arguments[^1], StringComparer.Ordinal))
            {
                arguments.RemoveAt(arguments.Count - 1);
            }
        }

        int verb = arguments.FindIndex(1, argument => profile.Verbs.Contains(argument, StringComparer.Ordinal));
        if (verb < 0 && profile.Verbs.Count > 0)
        {
            arguments.Insert(1, profile.Verbs[0]);
            verb = 1;
        }

        string[] added = [.. profile.Flags.Where(flags => !given.Any(argument => flags.Unless.Any(other => argument == other || argument.StartsWith(other + "=", StringComparison.Ordinal)))).SelectMany(flags => flags.Add)];
        arguments.InsertRange(Math.Max(verb, 0) + 1, added);
        if (profile.InputArgument is { } input && transport is not PromptTransport.BundleOnly && !arguments.Contains(input, StringComparer.Ordinal))
        {
            arguments.Add(input);
        }

        return [.. arguments];
    }

    private static IReadOnlyList<string>? Words(JsonElement settings, string key, out bool isText)
    {
        JsonElement? value = Find(settings, key);
        isText = value is { ValueKind: JsonValueKind.String };
        return isText ? CommandText.Split(value!.Value.GetString()!)
            : value is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(each => each.ValueKind is JsonValueKind.String) ? [.. list.EnumerateArray().Select(each => each.GetString()!)]
            : null;
    }

    private static string? Text(JsonElement settings, string key) => Find(settings, key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Find(JsonElement settings, string key) => settings.ValueKind is JsonValueKind.Object && settings.TryGetProperty(key, out JsonElement value) ? value : null;
}
