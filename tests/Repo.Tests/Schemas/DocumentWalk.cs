using System.Text.Json;

namespace Repo.Tests.Schemas;

/// <summary>Documents beside their schemas.</summary>
internal static class DocumentWalk
{
    /// <summary>Walks a document along its schema and notes which objects were met.</summary>
    internal static void Compare(Schema schema, JsonElement at, JsonElement value, HashSet<string> met)
    {
        JsonElement here = schema.Resolve(at);
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                Compare(schema, here.GetProperty("items"), item, met);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            string[] names = Schema.Names(here);
            Assert.Equal(names, value.EnumerateObject().Select(property => property.Name), StringComparer.Ordinal);
            met.Add(string.Join(',', names));
            foreach (JsonProperty property in value.EnumerateObject())
            {
                Compare(schema, here.GetProperty("properties").GetProperty(property.Name), property.Value, met);
            }
        }
    }
}
